import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useMe } from '../../api/session';
import { EmailsEditor, PhonesEditor } from '../../fields/ContactWays';
import type { Field } from '../../fields/field';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { kindOf } from '../../fields/registry';
import { regionCodes, regionPath } from '../../fields/regions';
import type { Picked } from '../../fields/RecordPicker';
import { settle, unsettled } from '../../fields/settle';
import { useForm } from '../../fields/useForm';
import { withTexts } from '../../i18n/i18n';
import { Button } from '../../ui/Button';
import { FormField, Input, Segmented } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { settledValues, useAdded, useAddedCheck, useMarks, type Values } from '../records/useAdded';
import { createCustomer, useCustomersChanged, type CustomerInput } from './customers.queries';
import { MoreCustomerFields } from './MoreCustomerFields';
import { SimilarCustomers } from './SimilarCustomers';

const AddedInputs = lazy(() => withTexts(import('../records/AddedInputs'), 'records'));

export type CustomerDraft = CustomerInput & { kind: 'company' | 'person'; name: string; creditCode: string; parent: Picked | null; custom: Values };

const blank: CustomerDraft = {
  kind: 'company', name: '', creditCode: '', parent: null, custom: {},
  phones: [{ number: '', label: 'mobile', isPrimary: true }],
  emails: [],
};

/** What one knows of a customer at first sight; the rest unfolds. */
export function NewCustomer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['customers', 'common']);
  const navigate = useNavigate();
  const changed = useCustomersChanged();
  const me = useMe();
  const [more, setMore] = useState(false);
  const added = useAdded('customers');
  const checkAdded = useAddedCheck(added);

  const form = useForm<CustomerDraft>(
    { ...blank, ownerId: me.id },
    {
      check: ({ name, annualRevenue, website, custom }) => ({
        ...checkAdded(custom),
        name: name.trim() ? undefined : t('form.nameMissing'),
        annualRevenue: settle('money', annualRevenue ?? null) === undefined ? t(`common:${unsettled('money')}`) : undefined,
        website: settle('web', website ?? null) === undefined ? t(`common:${unsettled('web')}`) : undefined,
      }),
      send: async (draft) => {
        const input = { ...filled(draft), custom: settledValues(added, draft.custom) as NonNullable<CustomerInput['custom']> };
        // The refusal points at rows by their place, so the empty ones go from the form as well.
        form.set({ phones: input.phones ?? [], emails: input.emails ?? [] });
        const customer = await createCustomer(input);
        toast(t('created', { name: customer.name }));
        void changed();
        void navigate({ to: '/customers/$id', params: { id: customer.id } });
      },
    },
  );
  const { draft, set, errors } = form;
  const company = draft.kind === 'company';
  const marks = useMarks('customers', draft);
  // What must be given is not folded away, nor what was refused.
  const unfolded = more || Object.keys(errors).some((key) => !atFirst.includes(key.split('/')[0]!)) || [...marks].some(([key, mark]) => mark.required && !key.includes('.') && !atFirst.includes(key));
  const shown = unfolded ? added : added.filter(({ meta, field }) => meta.required || marks.get(field.key)?.required);

  /** A field as the registry enters it. */
  const field = (spec: Field, value: unknown, onChange: (value: never) => void) => {
    const { Input: FieldInput } = kindOf(spec.type);
    return (
      <FormField key={spec.key} label={spec.label} required={marks.get(spec.key)?.required === true} error={errors[spec.key]}>
        {({ required: _, ...control }) => <FieldInput {...control} field={spec} value={value ?? null} onChange={onChange as (value: unknown) => void} />}
      </FormField>
    );
  };

  return (
    <FormDrawer form={form} title={t('form.title')} submit={t('form.submit')} onClose={onClose}>
      <FormField label={t('field.name')} required error={errors['name']} hint={company ? t('form.nameHintCompany') : undefined}>
        {(control) => <Input {...control} autoComplete="off" maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <SimilarCustomers label={t('form.similar')} filter={draft.name.trim().length >= 2 ? { name: { contains: draft.name.trim() } } : null} />
      <div>
        <Segmented
          label={t('field.kind')}
          value={draft.kind}
          options={[{ value: 'company', label: t('kind.company') }, { value: 'person', label: t('kind.person') }]}
          // What belongs to the other kind would be refused.
          onChange={(kind) => set(kind === 'company' ? { kind, birthday: null } : { kind, creditCode: '', foundedOn: null })}
        />
      </div>
      <fieldset>
        <legend className={css.legend}>{t('field.phone')}</legend>
        <PhonesEditor value={draft.phones ?? []} errors={errors} onChange={(phones) => set({ phones })} />
      </fieldset>
      <fieldset>
        <legend className={css.legend}>{t('field.email')}</legend>
        <EmailsEditor value={draft.emails ?? []} errors={errors} onChange={(emails) => set({ emails })} />
      </fieldset>
      <div className={css.pair}>
        {field({ key: 'status', type: 'code', label: t('field.status'), codeList: 'customer_status' }, draft.status, (status) => set({ status }))}
        {field({ key: 'source', type: 'code', label: t('field.source'), codeList: 'customer_source' }, draft.source, (source) => set({ source }))}
      </div>
      {field({ key: 'region', type: 'region', label: t('field.region') }, regionPath({ provinceCode: draft.provinceCode ?? null, cityCode: draft.cityCode ?? null, districtCode: draft.districtCode ?? null }), (codes) => set(regionCodes(codes ?? [])))}
      {company && (
        <>
          <FormField label={t('field.creditCode')} error={errors['creditCode']} hint={t('form.creditCodeHint')}>
            {(control) => <Input {...control} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={30} value={draft.creditCode} onChange={(event) => set({ creditCode: event.target.value })} />}
          </FormField>
          <SimilarCustomers label={t('form.taken')} filter={codeOf(draft).length === 18 ? { creditCode: { eq: codeOf(draft) } } : null} />
        </>
      )}
      {can('customers.assign') && field({ key: 'ownerId', type: 'user', label: t('field.owner') }, draft.ownerId, (ownerId) => set({ ownerId }))}
      {unfolded && <MoreCustomerFields draft={draft} errors={errors} set={set} field={field} />}
      {shown.length > 0 && (
        <Suspense>
          <AddedInputs added={shown} values={draft.custom} errors={errors} marks={marks} onChange={(custom) => set({ custom })} />
        </Suspense>
      )}
      <div>
        <Button variant="ghost" icon={unfolded ? ChevronUp : ChevronDown} aria-expanded={unfolded} onClick={() => setMore(!unfolded)}>{t(unfolded ? 'form.fewer' : 'form.more')}</Button>
      </div>
    </FormDrawer>
  );
}

/** The fields that show at first sight. */
const atFirst = ['name', 'kind', 'phones', 'emails', 'status', 'source', 'region', 'provinceCode', 'cityCode', 'districtCode', 'creditCode', 'ownerId', 'custom'];

const codeOf = ({ creditCode }: Pick<CustomerDraft, 'creditCode'>) => creditCode.replace(/\s/g, '').toUpperCase();

/** The draft as the API takes it: nothing that was left empty. */
function filled({ parent, custom: _, ...draft }: CustomerDraft): CustomerInput {
  return {
    ...draft,
    name: draft.name.trim(),
    creditCode: codeOf(draft) || null,
    parentId: parent?.id ?? null,
    annualRevenue: settle('money', draft.annualRevenue ?? null) ?? null,
    website: settle('web', draft.website ?? null) ?? null,
    phones: draft.phones?.filter((way) => way.number.trim()) ?? [],
    emails: draft.emails?.filter((way) => way.address.trim()) ?? [],
  };
}
