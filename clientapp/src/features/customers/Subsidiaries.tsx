import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/Badge';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card } from './Card';
import css from './customer.module.css';
import { subsidiariesQuery } from './customer.queries';

/** The companies below this one; fetched when the card is opened. */
export function Subsidiaries({ customerId, count }: { customerId: string; count: number }) {
  const { t } = useTranslation('customer');
  const fold = useState(false);
  if (count === 0) return null;
  return (
    <Card title={t('card.subsidiaries')} count={count} fold={fold}>
      <List customerId={customerId} />
    </Card>
  );
}

function List({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customer');
  const { data, error, refetch } = useQuery(subsidiariesQuery(customerId));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={28} />;
  return (
    <ul>
      {data.data.map((row) => (
        <li key={row.id} className={css.row}>
          <Avatar name={row.name} />
          <Link to="/customers/$id" params={{ id: row.id }} className="truncate">{row.name}</Link>
        </li>
      ))}
      {data.page.hasMore && <li><Link to="/customers" search={{ filter: { parentId: { eq: customerId } } }}>{t('allSubsidiaries')}</Link></li>}
    </ul>
  );
}
