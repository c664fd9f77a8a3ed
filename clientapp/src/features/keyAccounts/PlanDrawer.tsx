import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState, Skeleton } from '../../ui/States';
import { overviewQuery } from '../customers/customer.queries';
import css from './keyAccounts.module.css';
import { planQuery, usePlanBin } from './keyAccounts.queries';
import { PlanBody } from './PlanBody';

/** A plan out of the list, with what can be done with it; also one in the bin. */
export function PlanDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('keyAccounts');
  const { data: plan, error, refetch } = useQuery(planQuery(id));
  const { data: customer } = useQuery({ ...overviewQuery(plan?.customerId ?? ''), enabled: plan?.can.update === true });
  const bin = usePlanBin();
  const footer = plan && (
    <>
      {plan.can.restore && <Button icon={RotateCcw} onClick={() => bin.restore(plan)}>{t('restore')}</Button>}
      {plan.can.delete && <Button variant="danger" icon={Trash2} onClick={() => { bin.remove(plan); onClose(); }}>{t('delete')}</Button>}
    </>
  );
  return (
    <Drawer title={plan?.customerName ?? t('title')} onClose={onClose} footer={footer} wide>
      {error && !plan && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!plan && !error && <Skeleton height={240} />}
      {plan && (
        <>
          <p><Link to="/customers/$id" params={{ id: plan.customerId }} className={css.way}>{t('toCustomer')}</Link></p>
          <PlanBody plan={plan} contacts={customer?.contacts ?? []} />
        </>
      )}
    </Drawer>
  );
}
