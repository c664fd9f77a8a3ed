import { useTranslation } from 'react-i18next';
import { saveOver, useConflicts } from '../../fields/conflicts';
import css from '../../fields/form.module.css';
import { FormDrawer } from '../../fields/FormDrawer';
import { RegionInput } from '../../fields/inputs';
import { regionCodes, regionPath } from '../../fields/regions';
import { useForm } from '../../fields/useForm';
import { Checkbox, FormField, Input, Select } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { addAddress, changeAddress, listAddresses, useCustomerChanged, type AddressInput, type AddressRow } from './customer.queries';
import { touched } from './touched';

const labels = ['office', 'billing', 'shipping', 'home', 'other'] as const;
const texts = ['line1', 'line2', 'postalCode', 'recipient', 'phone'] as const;
const limits = { line1: 200, line2: 200, postalCode: 12, recipient: 100, phone: 40 };

type Props = { customerId: string; row?: AddressRow | undefined; first: boolean; onClose: () => void };

export default function AddressDrawer({ customerId, row, first, onClose }: Props) {
  const { t } = useTranslation(['customer', 'common']);
  const changed = useCustomerChanged(customerId);
  const { ask, dialog } = useConflicts([
    { key: 'label', label: t('address.label'), show: (value) => t(`addressLabel.${value as AddressRow['label']}`) },
    ...texts.map((key) => ({ key, label: t(`address.${key}`), show: String })),
    ...(['provinceCode', 'cityCode', 'districtCode'] as const).map((key) => ({ key, label: t(`field.${key}`), show: String })),
    { key: 'isPrimary', label: t('primary'), show: (value: unknown) => t(value ? 'common:state.yes' : 'common:state.no') },
  ]);

  const form = useForm(
    {
      label: row?.label ?? ('office' as AddressRow['label']),
      provinceCode: row ? regionPath(row) : [],
      line1: row?.line1 ?? '',
      line2: row?.line2 ?? '',
      postalCode: row?.postalCode ?? '',
      recipient: row?.recipient ?? '',
      phone: row?.phone ?? '',
      isPrimary: row?.isPrimary ?? first,
    },
    {
      check: (draft) => ({ ...(!draft.line1.trim() && { line1: t('address.line1Missing') }) }),
      send: async ({ provinceCode: path, ...draft }) => {
        const given = Object.fromEntries(texts.map((key) => [key, draft[key].trim() || null]));
        const input: AddressInput = { ...draft, ...given, line1: draft.line1.trim(), ...regionCodes(path) };
        if (row)
          await saveOver<AddressRow>(touched(input, row), row, row.version, {
            ask,
            patch: (changes, version) => changeAddress(customerId, row.id, changes as Partial<AddressInput>, version),
            reload: async () => (await listAddresses(customerId)).data.find((one) => one.id === row.id) ?? row,
          });
        else await addAddress(customerId, input);
        toast(t('common:state.saved'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;

  const text = (key: (typeof texts)[number], more: { required?: boolean; type?: string; autoFocus?: boolean } = {}) => (
    <FormField label={t(`address.${key}`)} error={errors[key]} required={more.required ?? false}>
      {(control) => <Input {...control} type={more.type ?? 'text'} autoFocus={more.autoFocus} maxLength={limits[key]} value={draft[key]} onChange={(event) => set({ [key]: event.target.value })} />}
    </FormField>
  );

  return (
    <>
      <FormDrawer form={form} title={t(row ? 'address.edit' : 'address.add')} onClose={onClose}>
        <FormField label={t('address.label')} error={errors['label']}>
          {(control) => (
            <Select {...control} options={labels.map((label) => ({ value: label, label: t(`addressLabel.${label}`) }))} value={draft.label} onChange={(event) => set({ label: event.target.value as AddressRow['label'] })} />
          )}
        </FormField>
        <FormField label={t('field.region')} error={errors['provinceCode'] ?? errors['cityCode'] ?? errors['districtCode']}>
          {(control) => <RegionInput {...control} field={{ key: 'provinceCode', type: 'region', label: t('field.region') }} value={draft.provinceCode} onChange={(path) => set({ provinceCode: path ?? [] })} />}
        </FormField>
        {text('line1', { required: true, autoFocus: true })}
        {text('line2')}
        <div className={css.pair}>
          {text('recipient')}
          {text('phone', { type: 'tel' })}
        </div>
        {text('postalCode')}
        <Checkbox label={t('address.primaryLong')} checked={draft.isPrimary} onChange={(event) => set({ isPrimary: event.target.checked })} />
      </FormDrawer>
      {dialog}
    </>
  );
}
