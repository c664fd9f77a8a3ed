import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { DateInput } from '../../fields/inputs';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { FormField, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { review, useKeyAccountsChanged } from './keyAccounts.queries';

/** What came of looking at a plan, and when that is done again. */
export function ReviewDrawer({ customerId, version, onClose }: { customerId: string; version: number; onClose: () => void }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const changed = useKeyAccountsChanged();
  const form = useForm({ on: format.today() as string | null, nextOn: null as string | null, note: '' }, {
    send: async ({ on, nextOn, note }) => {
      await review(customerId, { on, nextOn, note: note.trim() || null }, version);
      toast(t('reviewedToast'));
      await changed();
      onClose();
    },
  });
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t('card.review')} onClose={onClose} small>
      <FormField label={t('field.on')} error={errors['on']}>
        {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'on', type: 'date', label: t('field.on') }} value={draft.on} onChange={(on) => set({ on })} />}
      </FormField>
      <FormField label={t('nextReview')} error={errors['nextOn'] ?? errors['nextReviewOn']}>
        {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'nextOn', type: 'date', label: t('nextReview') }} value={draft.nextOn} onChange={(nextOn) => set({ nextOn })} />}
      </FormField>
      <FormField label={t('field.note')} error={errors['note']}>
        {(control) => <TextArea {...control} rows={4} maxLength={2000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}
      </FormField>
    </FormDrawer>
  );
}
