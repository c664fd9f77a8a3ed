import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { useFormat } from '../../format/useFormat';
import css from './keyAccounts.module.css';
import type { Plan } from './keyAccounts.queries';

export const lists = ['goals', 'stakeholders', 'potentials', 'risks', 'actions'] as const;
export type List = (typeof lists)[number];

/** What is said of one thing in a plan: what it is, and the rest. */
type Said = readonly [what: string, more: string];

export const Line = ({ line: [what, more] }: { line: Said }) => <>{what} <span className="meta">{more}</span></>;

/** Puts a goal, a person, a potential, a risk or an action into words. */
export function useLines(names: Plan['names']): (list: List, item: Plan[List][number]) => Said {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  return useMemo(() => {
    const name = (id: string | null | undefined) => (id ? (names[id] ?? '') : '');
    const say = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');
    const due = (day: string | null | undefined) => day && t('dueOn', { day: format.date(day) });
    const said: { [L in List]: (item: Plan[L][number]) => Said } = {
      goals: (goal) => [goal.text ?? '', say(goal.measure, goal.target, due(goal.due), t(`goalStatuses.${goal.status ?? 'open'}`))],
      stakeholders: (one) => [name(one.contactId), say(one.role, t('influenceOf', { value: one.influence }), t('attitudeOf', { value: one.attitude }), name(one.ownerId))],
      potentials: (one) => [name(one.categoryId), say(format.shortMoney({ amount: one.amount ?? '0', currency: 'CNY' }), one.shareOfWallet != null && t('shareOf', { value: one.shareOfWallet }))],
      risks: (risk) => [risk.text ?? '', say(t('score', { value: (risk.likelihood ?? 3) * (risk.impact ?? 3) }), risk.countermeasure)],
      actions: (action) => [action.text ?? '', say(name(action.ownerId), action.doneOn ? t('done') : due(action.due))],
    };
    return (list, item) => (said[list] as (item: Plan[List][number]) => Said)(item);
  }, [t, format, names]);
}

/** How the lists of a plan are shown where its changes are told. */
export function useShownParts(names: Plan['names']): ConflictField[] {
  const { t } = useTranslation('keyAccounts');
  const lines = useLines(names);
  return useMemo(
    () => lists.map((list) => ({
      key: list,
      label: t(list),
      show: (value) => <ul className={css.items}>{(value as Plan[List]).map((item, index) => <li key={index}><Line line={lines(list, item)} /></li>)}</ul>,
    })),
    [t, lines],
  );
}
