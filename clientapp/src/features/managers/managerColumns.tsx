import { Link } from '@tanstack/react-router';
import { ArrowRightLeft, Settings2, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from '../../api/list';
import { FieldDisplay } from '../../fields/registry';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { useMinute } from '../../format/useMinute';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import { classes, IconButton } from '../../ui/Button';
import type { Deviation, ManagerRow } from './managers.queries';
import css from './managers.module.css';

const customers = (filter: Filters) => ({ to: '/customers', search: { view: 'all', filter } }) as never as { to: '/customers' };
const followUps = (filter: Filters) => ({ to: '/follow-ups', search: { who: 'all', view: 'all', filter: { status: { eq: 'planned' }, ...filter } } }) as never as { to: '/follow-ups' };

/** The figures of an account manager; each opens the list behind it. */
export function useManagerColumns(onOpen: (id: string) => void, onHandOver: (id: string) => void): Column<ManagerRow>[] {
  const { t } = useTranslation('managers');
  const format = useFormat();
  return useMemo((): Column<ManagerRow>[] => {
    const locked = t('locked');
    const tier = { key: 'tier', type: 'code', codeList: 'customer_tier', label: t('tier') } as const;
    return [
      { key: 'name', locked, type: 'text', label: t('name'), icon: UserRound, width: 140, sortable: true, value: (row) => row.name },
      {
        key: 'actions', type: 'text', control: true, label: t('actions'), width: 100, value: () => null,
        render: (row) => (
          <span className={css.links}>
            <IconButton size="small" icon={Settings2} label={t('edit', { name: row.name })} onClick={(event) => { event.stopPropagation(); onOpen(row.id); }} />
            {row.can.update && row.customers > 0 && <IconButton size="small" icon={ArrowRightLeft} label={t('handOverOf', { name: row.name })} onClick={(event) => { event.stopPropagation(); onHandOver(row.id); }} />}
          </span>
        ),
      },
      { key: 'teamName', locked, type: 'text', label: t('team'), width: 110, hidden: true, value: (row) => row.teamName },
      {
        key: 'customers', locked, type: 'number', card: 'always', label: t('customers'), width: 120, value: (row) => row.customers,
        render: (row) => (
          <span className={css.links}>
            <Link {...customers({ ownerId: { eq: row.id } })} data-full={Boolean(row.mostCustomers && row.customers > row.mostCustomers)} title={row.mostCustomers && row.customers > row.mostCustomers ? t('tooMany') : undefined} aria-label={t('customersOf', { name: row.name, count: row.customers })} onClick={stop}>{format.number(row.customers)}{row.mostCustomers ? ` / ${format.number(row.mostCustomers)}` : ''}</Link>
          </span>
        ),
      },
      {
        key: 'overdue', locked, type: 'number', card: 'always', label: t('overdue'), width: 100, value: (row) => row.overdue,
        render: (row) => <Overdue row={row} />,
      },
      {
        key: 'withoutNextStep', locked, type: 'number', card: 'always', label: t('without'), width: 130, value: (row) => row.withoutNextStep,
        render: (row) => (row.withoutNextStep > 0 ? <Link {...customers({ ownerId: { eq: row.id }, nextFollowUpAt: { isEmpty: 'true' } })} aria-label={t('withoutOf', { name: row.name, count: row.withoutNextStep })} onClick={stop}><Badge tone="warn">{format.number(row.withoutNextStep)}</Badge></Link> : <span>0</span>),
      },
      {
        key: 'tiers', locked, type: 'text', card: 'first', label: t('byTier'), width: 270, value: (row) => row.tiers.map((one) => `${one.tier ?? ''} ${one.customers}`).join(' '),
        render: (row) => (
          <span className={classes(css.links, css.tiers)}>
            {row.tiers.map((one) => (
              <Link key={one.tier ?? ''} {...customers({ ownerId: { eq: row.id }, tier: one.tier ? { eq: one.tier } : { isEmpty: 'true' } })} onClick={stop}>
                {one.tier ? <FieldDisplay field={tier} value={one.tier} /> : <span>{t('noTier')}</span>} {format.number(one.customers)}
              </Link>
            ))}
          </span>
        ),
      },
      {
        key: 'weeks', locked, type: 'text', card: 'first', label: t('load'), width: 300, value: (row) => row.weeks.map((week) => `${week.planned}/${week.capacity}`).join(' '),
        render: (row) => <Weeks row={row} />,
      },
      {
        key: 'away', locked, type: 'text', card: 'first', label: t('away'), width: 200, value: (row) => row.away?.to ?? row.nextAbsence?.from,
        render: (row) => (row.away ? <Badge tone="warn" title={t(`kind.${row.away.kind}`)}>{t('awayUntil', { day: format.date(row.away.to) })}</Badge> : row.nextAbsence ? <Badge>{t('awayFrom', { from: format.date(row.nextAbsence.from) })}</Badge> : null),
      },
      { key: 'deputyName', locked, type: 'text', label: t('deputy'), width: 110, value: (row) => row.away?.deputyName ?? row.deputyName },
      { key: 'duties', locked, type: 'longText', label: t('duties'), width: 220, hidden: true, value: (row) => row.duties },
    ];
  }, [t, format, onOpen, onHandOver]);
}

/** What is over is late, and counted there. */
const later = (moment: string) => (Date.parse(moment) > Date.now() ? moment : new Date().toISOString());

/** A link in a row is not the row. */
const stop = (event: { stopPropagation: () => void }) => event.stopPropagation();

function Overdue({ row }: { row: ManagerRow }) {
  const { t } = useTranslation('managers');
  const format = useFormat();
  const minute = useMinute();
  if (row.overdue === 0) return <span>0</span>;
  return <Link {...followUps({ ownerId: { eq: row.id }, due: { lt: new Date(minute * 60_000).toISOString() } })} aria-label={t('overdueOf', { name: row.name, count: row.overdue })} onClick={stop}><Badge tone="bad">{format.number(row.overdue)}</Badge></Link>;
}

function Weeks({ row }: { row: ManagerRow }) {
  const { t } = useTranslation('managers');
  const format = useFormat();
  return (
    <span className={css.weeks}>
      {row.weeks.map((week) => (
        <Link
          key={week.from}
          {...followUps({ ownerId: { eq: row.id }, due: { gte: later(format.startOfDay(week.from)), lt: format.startOfDay(addDays(week.to, 1)) } })}
          className={css.week}
          aria-label={t('weekOf', { name: row.name, from: format.shortDate(week.from), planned: week.planned, capacity: week.capacity })}
          onClick={stop}
        >
          <span>{week.planned}/{week.capacity}</span>
          <span className={css.bar} data-full={week.planned > week.capacity} aria-hidden><i style={{ inlineSize: `${week.capacity > 0 ? Math.min(100, (100 * week.planned) / week.capacity) : week.planned > 0 ? 100 : 0}%` }} /></span>
        </Link>
      ))}
    </span>
  );
}

export function useDeviationColumns(): Column<Deviation>[] {
  const { t, i18n } = useTranslation('managers');
  const format = useFormat();
  return useMemo((): Column<Deviation>[] => {
    const locked = t('locked');
    return [
      { key: 'name', locked, type: 'text', label: t('deviation.customer'), width: 240, value: (row) => row.name },
      {
        key: 'kind', locked, type: 'text', card: 'first', label: t('deviation.kind'), width: 160, value: (row) => row.kind, text: (row) => t(`deviation.kinds.${row.kind}`),
        render: (row) => <>{t(`deviation.kinds.${row.kind}`)}{row.question && <span className="meta"> {row.question.subject}</span>}</>,
      },
      {
        key: 'daysLate', locked, type: 'number', card: 'always', label: t('deviation.late'), width: 110, value: (row) => row.daysLate,
        render: (row) => (row.question ? t('deviation.hours', { hours: format.number(row.question.hoursLate) }) : t('deviation.days', { days: format.number(row.daysLate) })),
      },
      { key: 'planName', locked, type: 'text', card: 'first', label: t('deviation.plan'), width: 150, value: (row) => (i18n.language === 'en' ? row.planNameEn ?? row.planName : row.planName) },
      { key: 'tier', locked, type: 'code', codeList: 'customer_tier', label: t('tier'), width: 90, value: (row) => row.tier },
      { key: 'lastOn', locked, type: 'date', label: t('deviation.lastOn'), width: 150, value: (row) => row.lastOn },
      { key: 'promisedOn', locked, type: 'date', card: 'first', label: t('deviation.promisedOn'), width: 140, value: (row) => row.promisedOn },
      { key: 'deliveredOn', locked, type: 'date', label: t('deviation.deliveredOn'), width: 130, value: (row) => row.deliveredOn },
      { key: 'ownerName', locked, type: 'text', label: t('deviation.owner'), width: 120, value: (row) => row.ownerName },
    ];
  }, [t, format, i18n.language]);
}
