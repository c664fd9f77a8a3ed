import { useTranslation } from 'react-i18next';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { Checkbox, FormField, Input, Segmented } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { addTaxProfile, changeTaxProfile, listTaxProfiles, useCustomerChanged, type TaxProfileInput, type TaxProfileRow } from './customer.queries';
import { touched } from './touched';

const texts = ['title', 'taxNumber', 'registeredAddress', 'registeredPhone', 'bankName', 'bankAccount'] as const;
const limits = { title: 200, taxNumber: 20, registeredAddress: 200, registeredPhone: 40, bankName: 200, bankAccount: 40 };

type Props = {
  customerId: string;
  row?: TaxProfileRow | undefined;
  /** The customer's name, which most invoices carry. */
  name: string;
  first: boolean;
  onClose: () => void;
};

export default function TaxProfileDrawer({ customerId, row, name, first, onClose }: Props) {
  const { t } = useTranslation(['customer', 'common']);
  const changed = useCustomerChanged(customerId);
  const { ask, dialog } = useConflicts([
    ...texts.map((key) => ({ key, label: t(`tax.${key}`), show: String })),
    { key: 'invoiceType', label: t('tax.invoiceType'), show: (value) => t(`invoiceType.${value as TaxProfileRow['invoiceType']}`) },
    { key: 'isDefault', label: t('default'), show: (value) => t(value ? 'common:state.yes' : 'common:state.no') },
  ]);

  const form = useForm(
    {
      title: row?.title ?? name,
      taxNumber: row?.taxNumber ?? '',
      invoiceType: row?.invoiceType ?? ('ordinary' as TaxProfileRow['invoiceType']),
      registeredAddress: row?.registeredAddress ?? '',
      registeredPhone: row?.registeredPhone ?? '',
      bankName: row?.bankName ?? '',
      bankAccount: row?.bankAccount ?? '',
      isDefault: row?.isDefault ?? first,
    },
    {
      check: (draft) => {
        const needed = draft.invoiceType === 'special' ? texts : (['title'] as const);
        return Object.fromEntries(needed.filter((key) => !draft[key].trim()).map((key) => [key, t('tax.missing', { name: t(`tax.${key}`) })]));
      },
      send: async (draft) => {
        const given = Object.fromEntries(texts.map((key) => [key, draft[key].trim() || null]));
        const input: TaxProfileInput = { ...draft, ...given, title: draft.title.trim() };
        if (row)
          await saveOver<TaxProfileRow>(touched(input, row), row, row.version, {
            ask,
            patch: (changes, version) => changeTaxProfile(customerId, row.id, changes as Partial<TaxProfileInput>, version),
            reload: async () => (await listTaxProfiles(customerId)).data.find((one) => one.id === row.id) ?? row,
          });
        else await addTaxProfile(customerId, input);
        toast(t('common:state.saved'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const special = draft.invoiceType === 'special';

  return (
    <>
      <FormDrawer form={form} title={t(row ? 'tax.edit' : 'tax.add')} onClose={onClose}>
        <div>
          <Segmented
            label={t('tax.invoiceType')}
            value={draft.invoiceType}
            options={(['ordinary', 'special'] as const).map((type) => ({ value: type, label: t(`invoiceType.${type}`) }))}
            onChange={(invoiceType) => set({ invoiceType })}
          />
        </div>
        {texts.map((key) => (
          <FormField key={key} label={t(`tax.${key}`)} error={errors[key]} required={special || key === 'title'}>
            {(control) => <Input {...control} autoFocus={key === 'title'} type={key === 'registeredPhone' ? 'tel' : 'text'} maxLength={limits[key]} value={draft[key]} onChange={(event) => set({ [key]: event.target.value })} />}
          </FormField>
        ))}
        <Checkbox label={t('tax.defaultLong')} checked={draft.isDefault} onChange={(event) => set({ isDefault: event.target.checked })} />
      </FormDrawer>
      {dialog}
    </>
  );
}
