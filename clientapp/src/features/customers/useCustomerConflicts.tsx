import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import type { ConflictField } from '../../fields/conflicts';
import { EmailList, PhoneList } from '../../fields/ContactWays';
import { DoNotContactList } from '../../fields/DoNotContact';
import { PreferenceList } from '../../fields/Preferences';
import { FieldDisplay } from '../../fields/registry';
import { useRegions, type Region } from '../../fields/regions';
import { getCustomer, type CustomerDetail } from './customer.queries';
import { useCustomerFields } from './useCustomerFields';

type Schemas = components['schemas'];

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
