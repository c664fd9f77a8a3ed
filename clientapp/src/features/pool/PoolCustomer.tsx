import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { listPool, poolKeys, useClaim, type PoolRow } from './pool.queries';
import { usePoolColumns } from './poolColumns';
import css from './pool.module.css';

/** What is known about a customer in the pool; claiming opens the file. */
export function PoolCustomer({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useTranslation('pool');
  const { data, error, refetch } = useQuery({ queryKey: [...poolKeys.list, 'one', number], queryFn: ({ signal }) => listPool({ filter: { number: { eq: number } }, limit: 1 }, signal) });
  const row = data?.data[0];
  if (row) return <Facts row={row} onClose={onClose} />;
  return <Drawer title={number} onClose={onClose}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <EmptyState title={t('gone')} hint={t('goneHint')} /> : <Skeleton height={240} />}</Drawer>;
}

function Facts({ row, onClose }: { row: PoolRow; onClose: () => void }) {
  const { t } = useTranslation('pool');
  const format = useFormat();
  const navigate = useNavigate();
  const fields = usePoolColumns().filter((field) => !field.control && field.key !== 'name');
  const claim = useClaim(() => void navigate({ to: '/customers/$id', params: { id: row.id } }));
  const wait = row.claimableAt ? t('cooldown', { when: format.relative(row.claimableAt) }) : null;

  const footer = can('customers.write') && (
    <>
      {wait && <span className="meta">{wait}</span>}
      <Button variant="primary" icon={UserPlus} busy={claim.isPending} disabled={wait !== null} onClick={() => claim.mutate(row)}>{t('claim')}</Button>
    </>
  );
  return (
    <Drawer title={row.name} onClose={onClose} footer={footer}>
      <dl className={css.facts}>
        {row.poolNote && <><dt>{t('field.poolNote')}</dt><dd>{row.poolNote}</dd></>}
        {fields.map((field) => (
          <div key={field.key} className={css.fact}>
            <dt>{field.label}</dt>
            <dd><FieldDisplay field={field} value={field.text?.(row) ?? field.value(row)} /></dd>
          </div>
        ))}
      </dl>
      <p className="meta">{t('masked')}</p>
    </Drawer>
  );
}
