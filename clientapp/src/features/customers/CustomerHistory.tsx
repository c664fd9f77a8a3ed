import { History } from '../history/History';
import type { CustomerDetail } from './customer.queries';
import { useCustomerConflictFields } from './useCustomerConflicts';

/** Who changed what on a customer. */
export function CustomerHistory({ customer: { id, version } }: { customer: CustomerDetail }) {
  return <History of={{ entity: 'customers', id, version }} fields={useCustomerConflictFields()} />;
}
