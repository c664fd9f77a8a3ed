import { History } from '../history/History';
import type { ContactDetail } from './contacts.queries';
import { useContactConflictFields } from './useContactFields';

/** Who changed what on a contact. */
export function ContactHistory({ contact: { id, version } }: { contact: ContactDetail }) {
  return <History of={{ entity: 'contacts', id, version }} fields={useContactConflictFields()} />;
}
