import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog';
import CompleteForm from '../today/CompleteForm';
import type { FollowUpRow } from './followUps.queries';

/** What came of a follow-up, asked over a list or calendar. */
export function CompleteDialog({ row, onClose }: { row: FollowUpRow; onClose: () => void }) {
  const { t } = useTranslation('activities');
  return (
    <Dialog wide keepOnBackdrop title={t('action.completeNamed', { subject: row.subject })} onClose={onClose}>
      <CompleteForm followUp={row} onClose={onClose} onDone={onClose} />
    </Dialog>
  );
}
