import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card } from '../customers/Card';
import type { CustomerOverview } from '../customers/customer.queries';
import { keyAccountQuery } from './keyAccounts.queries';
import { PlanBody } from './PlanBody';

const KeyAccountDrawer = lazy(() => import('./KeyAccountDrawer').then((file) => ({ default: file.KeyAccountDrawer })));

type Props = { customerId: string; contacts: CustomerOverview['contacts'] };

/** A customer's key-account plan; it comes when somebody opens it. */
export function KeyAccountCard({ customerId, contacts }: Props) {
  const { t } = useTranslation('keyAccounts');
  const fold = useState(false);
  return <Card title={t('card.title')} fold={fold}><Opened customerId={customerId} contacts={contacts} /></Card>;
}

function Opened({ customerId, contacts }: Props) {
  const { t } = useTranslation('keyAccounts');
  const [starting, setStarting] = useState(false);
  const { data, error, refetch } = useQuery(keyAccountQuery(customerId));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={40} />;
  if (data.plan) return <PlanBody plan={data.plan} contacts={contacts} deletable />;
  return (
    <>
      <p className="meta">{t('card.notIn')}</p>
      {data.canChange && <div><Button size="small" onClick={() => setStarting(true)}>{t('card.start')}</Button></div>}
      <Suspense>{starting && <KeyAccountDrawer customerId={customerId} plan={null} contacts={contacts} onClose={() => setStarting(false)} />}</Suspense>
    </>
  );
}
