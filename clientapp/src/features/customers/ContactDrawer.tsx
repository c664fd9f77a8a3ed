import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveOver, useConflicts } from '../../fields/conflicts';
import css from '../../fields/form.module.css';
import { FormDrawer } from '../../fields/FormDrawer';
import { CodeInput } from '../../fields/inputs';
import { RecordPicker, type Picked } from '../../fields/RecordPicker';
import { FieldDisplay } from '../../fields/registry';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { Checkbox, FormField, Input, Segmented } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { changePlace, createContact, linkContact, listCustomerContacts, useCustomerChanged, type CustomerContactRow } from './customer.queries';

type Props = { customerId: string; row?: CustomerContactRow | undefined; /** Nobody is there yet, so this one is the primary contact. */ first: boolean; onClose: () => void };

/** A new person at the customer, one who is already known, or the place of one who is there. */
export default function ContactDrawer({ customerId, row, first, onClose }: Props) {
  const { t } = useTranslation(['customer', 'common']);
  const format = useFormat();
  const changed = useCustomerChanged(customerId);
  const [mode, setMode] = useState<'new' | 'known'>('new');
  const roleField = { key: 'role', type: 'code', label: t('contact.role'), codeList: 'contact_role' } as const;

  const { ask, dialog } = useConflicts([
    { key: 'role', label: t('contact.role'), show: (value) => <FieldDisplay field={roleField} value={value} /> },
    { key: 'title', label: t('contact.title'), show: String },
    { key: 'department', label: t('contact.department'), show: String },
    { key: 'isPrimary', label: t('contact.primary'), show: (value) => t(value ? 'common:state.yes' : 'common:state.no') },
    { key: 'leftOn', label: t('contact.leftOn'), show: (value) => format.date(value as string) },
  ]);

  const form = useForm(
    {
      name: '',
      phone: '',
      email: '',
      wechat: '',
      known: null as Picked | null,
      role: row?.role ?? null,
      title: row?.title ?? '',
      department: row?.department ?? '',
      isPrimary: row?.isPrimary ?? first,
      leftOn: row?.leftOn ?? null,
    },
    {
      check: (draft) => ({
        ...(!row && mode === 'new' && !draft.name.trim() && { name: t('contact.nameMissing') }),
        ...(!row && mode === 'known' && !draft.known && { contactId: t('contact.choose') }),
      }),
      send: async (draft) => {
        const place = { role: draft.role, title: draft.title.trim() || null, department: draft.department.trim() || null, isPrimary: draft.isPrimary };
        if (row) {
          const input = { ...place, leftOn: draft.leftOn };
          const keys = (Object.keys(input) as (keyof typeof input)[]).filter((key) => input[key] !== row[key]);
          await saveOver<CustomerContactRow>(Object.fromEntries(keys.map((key) => [key, input[key]])), row, row.version, {
            ask,
            patch: (changes, version) => changePlace(customerId, row.contactId, changes, version),
            reload: async () => (await listCustomerContacts(customerId)).data.find((one) => one.contactId === row.contactId) ?? row,
          });
        } else if (mode === 'known') await linkContact(customerId, draft.known!.id, place);
        else
          await createContact({
            name: draft.name.trim(),
            phones: draft.phone.trim() ? [{ number: draft.phone.trim(), label: 'mobile', isPrimary: true }] : [],
            emails: draft.email.trim() ? [{ address: draft.email.trim(), label: 'work', isPrimary: true }] : [],
            wechat: draft.wechat.trim() || null,
            customers: [{ ...place, customerId }],
          });
        toast(row ? t('common:state.saved') : t('contact.added', { name: mode === 'known' ? draft.known!.name : draft.name.trim() }));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const error = (key: string) => errors[key] ?? errors[`customers/0/${key}`];

  return (
    <>
      <FormDrawer form={form} title={row ? row.name : t('contact.add')} onClose={onClose}>
        {!row && (
          <div>
            <Segmented
              label={t('contact.add')}
              value={mode}
              options={[{ value: 'new', label: t('contact.new') }, { value: 'known', label: t('contact.known') }]}
              onChange={setMode}
            />
          </div>
        )}
        {!row && mode === 'known' && (
          <FormField label={t('contact.who')} required error={errors['contactId']}>
            {(control) => <RecordPicker {...control} key="known" autoFocus type="contact" value={draft.known} onChange={(known) => set({ known })} />}
          </FormField>
        )}
        {!row && mode === 'new' && (
          <>
            <FormField label={t('contact.name')} required error={errors['name']}>
              {(control) => <Input {...control} autoFocus maxLength={100} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
            </FormField>
            <div className={css.pair}>
              <FormField label={t('contact.phone')} error={errors['phones/0/number']}>
                {(control) => <Input {...control} type="tel" maxLength={40} value={draft.phone} onChange={(event) => set({ phone: event.target.value })} />}
              </FormField>
              <FormField label={t('contact.wechat')} error={errors['wechat']}>
                {(control) => <Input {...control} maxLength={60} value={draft.wechat} onChange={(event) => set({ wechat: event.target.value })} />}
              </FormField>
            </div>
            <FormField label={t('contact.email')} error={errors['emails/0/address']}>
              {(control) => <Input {...control} type="email" maxLength={254} value={draft.email} onChange={(event) => set({ email: event.target.value })} />}
            </FormField>
          </>
        )}
        <div className={css.pair}>
          <FormField label={t('contact.title')} error={error('title')}>
            {(control) => <Input {...control} maxLength={100} value={draft.title} onChange={(event) => set({ title: event.target.value })} />}
          </FormField>
          <FormField label={t('contact.department')} error={error('department')}>
            {(control) => <Input {...control} maxLength={100} value={draft.department} onChange={(event) => set({ department: event.target.value })} />}
          </FormField>
        </div>
        <FormField label={t('contact.role')} error={error('role')}>
          {(control) => <CodeInput {...control} field={roleField} value={draft.role} onChange={(role) => set({ role })} />}
        </FormField>
        {row && (
          <FormField label={t('contact.leftOn')} hint={t('contact.leftHint')} error={errors['leftOn']}>
            {({ id, 'aria-describedby': hint }) => <DateField id={id} {...(hint && { 'aria-describedby': hint })} value={draft.leftOn} onChange={(leftOn) => set({ leftOn })} />}
          </FormField>
        )}
        <Checkbox label={t('contact.primaryLong')} checked={draft.isPrimary} onChange={(event) => set({ isPrimary: event.target.checked })} />
      </FormDrawer>
      {dialog}
    </>
  );
}
