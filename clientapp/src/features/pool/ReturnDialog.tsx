import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../fields/options';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { FormField, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { returnCustomer, usePoolChanged } from './pool.queries';

/** Why a customer is given back; afterwards the file is out of sight, so the page goes to the pool. */
export default function ReturnDialog({ customer, onClose }: { customer: { id: string; name: string; version: number }; onClose: () => void }) {
  const { t } = useTranslation('pool');
  const changed = usePoolChanged();
  const navigate = useNavigate();
  const reasons = useOptions({ type: 'code', codeList: 'pool_reason' }).filter((option) => !option.disabled && option.value !== 'no_follow_up');
  const form = useForm(
    { reason: '', note: '' },
    {
      check: ({ reason }) => (reason ? {} : { reason: t('return.reasonMissing') }),
      send: async ({ reason, note }) => {
        await returnCustomer(customer, { reason, note: note.trim() || null });
        toast(t('return.done', { name: customer.name }));
        await navigate({ to: '/pool' });
        void changed();
      },
    },
  );
  return (
    <FormDrawer small form={form} title={t('return.title')} submit={t('return.title')} onClose={onClose}>
      <p>{t('return.text', { name: customer.name })}</p>
      <FormField label={t('return.reason')} required error={form.errors['reason']}>
        {(control) => <Select {...control} options={reasons} empty={t('return.choose')} value={form.draft.reason} onChange={(event) => form.set({ reason: event.target.value })} />}
      </FormField>
      <FormField label={t('return.note')} error={form.errors['note']}>
        {(control) => <TextArea {...control} maxLength={500} value={form.draft.note} onChange={(event) => form.set({ note: event.target.value })} />}
      </FormField>
    </FormDrawer>
  );
}
