import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { budgetQuery } from './care.queries';
import css from './care.module.css';

type Spending = { budget?: string | null; spent: string; proposed: string; left?: string | null };

/** What gifts cost this year, and what is left. */
export function Budget() {
  const { t } = useTranslation('care');
  const { data } = useQuery(budgetQuery);
  if (!data) return null;
  const teams = data.teams.filter((team) => team.budget != null || Number(team.spent) > 0);
  return (
    <dl className={css.budget} aria-label={t('budget.label', { year: data.year })}>
      {data.house ? <Figure {...data.house} name={t('budget.house', { year: data.year })} /> : <Figure {...data.inSight} name={t('budget.mine', { year: data.year })} />}
      {teams.map((team) => <Figure key={team.id} {...team} name={team.name ?? ''} />)}
    </dl>
  );
}

function Figure({ name, budget, spent, proposed, left }: Spending & { name: string }) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const money = (amount: string) => format.shortMoney({ amount, currency: 'CNY' });
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures" data-over={left != null && Number(left) < 0 ? true : undefined}>{budget != null ? t('budget.of', { spent: money(spent), budget: money(budget) }) : money(spent)}</dd>
      <dd className="meta">{[left != null && t('budget.left', { left: money(left) }), Number(proposed) > 0 && t('budget.proposed', { amount: money(proposed) })].filter(Boolean).join(' · ')}</dd>
    </div>
  );
}
