import { useQuery } from '@tanstack/react-query';
import { CalendarCheck, Pencil } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card } from '../customers/Card';
import type { CustomerOverview } from '../customers/customer.queries';
import css from './keyAccounts.module.css';
import { keyAccountQuery, stepsQuery, type KeyAccountView } from './keyAccounts.queries';

const KeyAccountDrawer = lazy(() => import('./KeyAccountDrawer').then((file) => ({ default: file.KeyAccountDrawer })));
const ReviewDrawer = lazy(() => import('./ReviewDrawer').then((file) => ({ default: file.ReviewDrawer })));

type Props = { customerId: string; contacts: CustomerOverview['contacts'] };

/** A customer's key-account plan; it comes when somebody opens it. */
export default function KeyAccountCard({ customerId, contacts }: Props) {
  const { t } = useTranslation('keyAccounts');
  const fold = useState(false);
  return <Card title={t('card.title')} fold={fold}><Opened customerId={customerId} contacts={contacts} /></Card>;
}

function Opened({ customerId, contacts }: Props) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const { data, error, refetch } = useQuery(keyAccountQuery(customerId));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={40} />;
  const { plan } = data;
  return (
    <>
      {plan ? (
        <>
          <p className={css.head}>
            <Badge tone={plan.status === 'active' ? 'good' : 'slate'}>{t(`statuses.${plan.status ?? 'active'}`)}</Badge>
            {plan.nextReviewOn && <span className="meta">{t('nextReview')} {format.date(plan.nextReviewOn)}</span>}
            {plan.nextReviewOn && plan.nextReviewOn <= format.today() && <Badge tone="bad">{t('overdue')}</Badge>}
            {data.lastReviewOn && <span className="meta">{t('lastReview')} {format.date(data.lastReviewOn)}</span>}
            {data.canChange && <IconButton size="small" icon={Pencil} label={t('card.edit')} onClick={() => setEditing(true)} />}
            {data.canChange && <IconButton size="small" icon={CalendarCheck} label={t('card.review')} onClick={() => setReviewing(true)} />}
          </p>
          <Parts view={data} />
          <History customerId={customerId} />
        </>
      ) : (
        <>
          <p className="meta">{t('card.notIn')}</p>
          {data.canChange && <div><Button size="small" onClick={() => setEditing(true)}>{t('card.start')}</Button></div>}
        </>
      )}
      <Suspense>
        {editing && <KeyAccountDrawer customerId={customerId} view={data} contacts={contacts} onClose={() => setEditing(false)} />}
        {reviewing && <ReviewDrawer customerId={customerId} version={data.version} onClose={() => setReviewing(false)} />}
      </Suspense>
    </>
  );
}

function Parts({ view }: { view: KeyAccountView }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const plan = view.plan!;
  const name = (id: string | null | undefined) => (id ? (view.names[id] ?? '') : '');
  const say = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');
  const due = (day: string | null | undefined) => day && t('dueOn', { day: format.date(day) });
  const parts = {
    goals: (plan.goals ?? []).map((goal) => [goal.text, say(goal.measure, goal.target, due(goal.due), t(`goalStatuses.${goal.status ?? 'open'}`))]),
    stakeholders: (plan.stakeholders ?? []).map((one) => [name(one.contactId), say(one.role, t('influenceOf', { value: one.influence }), t('attitudeOf', { value: one.attitude }), name(one.ownerId))]),
    potentials: (plan.potentials ?? []).map((one) => [name(one.categoryId), say(format.shortMoney({ amount: one.amount ?? '0', currency: 'CNY' }), one.shareOfWallet != null && t('shareOf', { value: one.shareOfWallet }))]),
    risks: (plan.risks ?? []).map((risk) => [risk.text, say(t('score', { value: (risk.likelihood ?? 3) * (risk.impact ?? 3) }), risk.countermeasure)]),
    actions: (plan.actions ?? []).map((action) => [action.text, say(name(action.ownerId), action.doneOn ? t('done') : due(action.due))]),
  };
  return (Object.keys(parts) as (keyof typeof parts)[]).filter((key) => parts[key].length > 0).map((key) => (
    <div key={key}>
      <h3 className={css.small}>{t(key)}</h3>
      <ul className={css.items}>{parts[key].map(([what, more], index) => <li key={index}>{what} <span className="meta">{more}</span></li>)}</ul>
    </div>
  ));
}

function History({ customerId }: { customerId: string }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...stepsQuery(customerId), enabled: open });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="meta">{t('card.history')}</summary>
      <ul className={css.items}>
        {data?.data.map((step) => (
          <li key={step.at}>
            {t(step.reviewedOn ? 'card.reviewed' : 'card.changed')} <span className="meta">{[format.instant(step.at), step.userName].filter(Boolean).join(' · ')}</span>
            {step.note && <p className={css.note}>{step.note}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}
