import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import type { ConflictField } from '../../fields/conflicts';
import { EmailList, PhoneList } from '../../fields/ContactWays';
import { DoNotContactList } from '../../fields/DoNotContact';
import type { Field } from '../../fields/field';
import { PreferenceList } from '../../fields/Preferences';
import { FieldDisplay } from '../../fields/registry';
import { useRegions, type Region } from '../../fields/regions';
import { getCustomer, type CustomerDetail } from './customer.queries';

type Schemas = components['schemas'];
export type SimpleKey = Extract<
  keyof CustomerDetail,
  | 'kind' | 'name' | 'shortName' | 'englishName' | 'industry' | 'source' | 'size' | 'status' | 'rating' | 'ownerId' | 'tags'
  | 'website' | 'addressLine1' | 'addressLine2' | 'postalCode' | 'annualRevenue' | 'foundedOn' | 'birthday' | 'creditCode' | 'description'
>;

/** The members of a customer that are one value each. */
export function useCustomerFields(): Record<SimpleKey, Field> {
  const { t } = useTranslation('customer');
  const kinds = (['company', 'person'] as const).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
  const field = <K extends SimpleKey>(key: K, type: Field['type'], more: object = {}) => ({ key, type, label: t(`field.${key}`), ...more }) as Field;
  return {
    kind: field('kind', 'code', { options: kinds }),
    name: field('name', 'text'),
    shortName: field('shortName', 'text'),
    englishName: field('englishName', 'text'),
    industry: field('industry', 'code', { codeList: 'industry' }),
    source: field('source', 'code', { codeList: 'customer_source' }),
    size: field('size', 'code', { codeList: 'customer_size' }),
    status: field('status', 'code', { codeList: 'customer_status' }),
    rating: field('rating', 'rating'),
    ownerId: field('ownerId', 'user'),
    tags: field('tags', 'tags'),
    website: field('website', 'web'),
    addressLine1: field('addressLine1', 'text'),
    addressLine2: field('addressLine2', 'text'),
    postalCode: field('postalCode', 'text'),
    annualRevenue: field('annualRevenue', 'money'),
    foundedOn: field('foundedOn', 'date'),
    birthday: field('birthday', 'date'),
    creditCode: field('creditCode', 'text'),
    description: field('description', 'longText'),
  };
}

/** How the conflict dialog names and shows each member. */
export function useCustomerConflictFields(): ConflictField[] {
  const { t } = useTranslation('customer');
  const simple = Object.values(useCustomerFields()).map((field): ConflictField => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> }));
  return [
    ...simple,
    { key: 'phones', label: t('field.phones'), show: (value) => <PhoneList phones={value as Schemas['Phone'][]} /> },
    { key: 'emails', label: t('field.emails'), show: (value) => <EmailList emails={value as Schemas['Email'][]} /> },
    { key: 'preferences', label: t('field.preferences'), show: (value) => <PreferenceList preferences={value as Schemas['Preference'][]} /> },
    { key: 'doNotContact', label: t('field.doNotContact'), show: (value) => <DoNotContactList value={value as CustomerDetail['doNotContact']} /> },
    { key: 'parentId', label: t('field.parent'), show: (value) => <CustomerName id={value as string} /> },
    ...(['provinceCode', 'cityCode', 'districtCode'] as const).map((key): ConflictField => ({ key, label: t(`field.${key}`), show: (value) => <RegionOf code={value as string} /> })),
  ];
}

function CustomerName({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['customers', 'name', id], queryFn: () => getCustomer(id) });
  return <>{data?.name}</>;
}

function RegionOf({ code }: { code: string }) {
  const find = (regions: Region[]): string | undefined => {
    for (const { code: own, name, children } of regions) {
      const found = own === code ? name : find(children);
      if (found) return found;
    }
    return undefined;
  };
  return <>{find(useRegions()) ?? code}</>;
}
