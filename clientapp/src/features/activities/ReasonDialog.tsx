import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { FormField, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { useFollowUpsChanged, type FollowUpRow } from './followUps.queries';

/** Why a follow-up did not take place. */
export function ReasonDialog({ row, closing, onClose }: { row: FollowUpRow; closing: 'cancel' | 'missed'; onClose: () => void }) {
  const { t } = useTranslation('activities');
  const changed = useFollowUpsChanged();
  const path = closing === 'cancel' ? '/api/v1/follow-ups/{id}/cancellation' : '/api/v1/follow-ups/{id}/missed';

  const form = useForm(
    { reason: '' },
    {
      send: async ({ reason }) => {
        await body(api.POST(path, { params: { path: { id: row.id } }, headers: ifMatch(row.version), body: { reason: reason.trim() || null } }));
        toast(t(closing === 'cancel' ? 'done.cancelled' : 'done.missed'));
        void changed();
        onClose();
      },
    },
  );

  return (
    <FormDrawer small form={form} title={t(closing === 'cancel' ? 'reason.cancelTitle' : 'reason.missedTitle')} submit={t(closing === 'cancel' ? 'action.cancel' : 'action.missed')} onClose={onClose}>
      <p><b>{row.subject}</b></p>
      <p>{t(closing === 'cancel' ? 'reason.cancelText' : 'reason.missedText')}</p>
      <FormField label={t('field.reason')} error={form.errors['reason']}>
        {(control) => <TextArea {...control} autoFocus maxLength={4000} value={form.draft.reason} onChange={(event) => form.set({ reason: event.target.value })} />}
      </FormField>
    </FormDrawer>
  );
}
