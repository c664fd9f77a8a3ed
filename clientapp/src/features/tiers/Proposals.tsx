import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/registry';
import { Button, IconButton } from '../../ui/Button';
import { tierField } from './TiersPage';
import css from './tiers.module.css';
import { useNameOf } from './useNameOf';
import { decide, proposalsQuery, useTiersChanged } from './tiers.queries';

/** Moves that wait for a yes or a no. */
export function Proposals() {
  const { t } = useTranslation('tiers');
  const changed = useTiersChanged();
  const nameOf = useNameOf();
  const { data } = useQuery(proposalsQuery);
  const verdict = useMutation({ mutationFn: ({ ids, accept }: { ids: string[]; accept: boolean }) => decide(ids, accept), onSettled: changed });
  const proposals = data?.data ?? [];
  if (proposals.length === 0) return null;
  const field = tierField(t('tier'));
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('proposals', { count: proposals.length })}</h2>
      <div className={css.actions}>
        <Button size="small" busy={verdict.isPending} onClick={() => verdict.mutate({ ids: proposals.map((one) => one.customerId), accept: true })}>{t('acceptAll')}</Button>
      </div>
      <ul className={css.movers}>
        {proposals.map((one) => (
          <li key={one.customerId} className={css.mover}>
            <Link to="/customers/$id" params={{ id: one.customerId }} className="truncate">{one.customerName}</Link>
            {one.from ? <FieldDisplay field={field} value={one.from} /> : <span>{t('noTier')}</span>}
            <span aria-hidden>→</span>
            {one.tier ? <FieldDisplay field={field} value={one.tier} /> : <span>{t('noTier')}</span>}
            <span className="meta">{nameOf(one.rule, one.ruleEn)}</span>
            <IconButton size="small" icon={Check} label={t('accept', { name: one.customerName })} onClick={() => verdict.mutate({ ids: [one.customerId], accept: true })} />
            <IconButton size="small" icon={X} label={t('reject', { name: one.customerName })} onClick={() => verdict.mutate({ ids: [one.customerId], accept: false })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
