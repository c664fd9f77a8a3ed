import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../fields/field';
import css from '../../fields/form.module.css';
import { RecordPicker } from '../../fields/RecordPicker';
import type { FormErrors } from '../../fields/useForm';
import { FormField } from '../../ui/Inputs';
import type { CustomerDraft } from './NewCustomer';

type MoreCustomerFieldsProps = {
  draft: CustomerDraft;
  errors: FormErrors;
  set: (changes: Partial<CustomerDraft>) => void;
  field: (spec: Field, value: unknown, onChange: (value: never) => void) => ReactNode;
};

/** The fields that can wait. */
export function MoreCustomerFields({ draft, errors, set, field }: MoreCustomerFieldsProps) {
  const { t } = useTranslation('customers');
  const company = draft.kind === 'company';
  return (
    <>
      <div className={css.pair}>
        {field({ key: 'shortName', type: 'text', label: t('field.shortName') }, draft.shortName, (shortName) => set({ shortName }))}
        {field({ key: 'englishName', type: 'text', label: t('field.englishName') }, draft.englishName, (englishName) => set({ englishName }))}
      </div>
      {company && (
        <div className={css.pair}>
          {field({ key: 'industry', type: 'code', label: t('field.industry'), codeList: 'industry' }, draft.industry, (industry) => set({ industry }))}
          {field({ key: 'size', type: 'code', label: t('field.size'), codeList: 'customer_size' }, draft.size, (size) => set({ size }))}
        </div>
      )}
      <div className={css.pair}>
        {field({ key: 'rating', type: 'rating', label: t('field.rating') }, draft.rating, (rating) => set({ rating }))}
        {field({ key: 'annualRevenue', type: 'money', label: t('field.annualRevenue') }, draft.annualRevenue, (annualRevenue) => set({ annualRevenue }))}
      </div>
      {field({ key: 'addressLine1', type: 'text', label: t('field.addressLine1') }, draft.addressLine1, (addressLine1) => set({ addressLine1 }))}
      <div className={css.pair}>
        {field({ key: 'postalCode', type: 'text', label: t('field.postalCode') }, draft.postalCode, (postalCode) => set({ postalCode }))}
        {company
          ? field({ key: 'foundedOn', type: 'date', label: t('field.foundedOn') }, draft.foundedOn, (foundedOn) => set({ foundedOn }))
          : field({ key: 'birthday', type: 'date', label: t('field.birthday') }, draft.birthday, (birthday) => set({ birthday }))}
      </div>
      {field({ key: 'website', type: 'web', label: t('field.website') }, draft.website, (website) => set({ website }))}
      <FormField label={t('field.parent')} error={errors['parentId']}>
        {(control) => <RecordPicker {...control} type="customer" value={draft.parent} onChange={(parent) => set({ parent })} />}
      </FormField>
      {field({ key: 'tags', type: 'tags', label: t('field.tags') }, draft.tags, (tags) => set({ tags }))}
      {field({ key: 'description', type: 'longText', label: t('field.description') }, draft.description, (description) => set({ description }))}
    </>
  );
}
