import { useQuery } from '@tanstack/react-query';
import { CalendarCheck, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import type { CustomerOverview } from '../customers/customer.queries';
import css from './keyAccounts.module.css';
import { reviewsQuery, usePlanBin, type Plan } from './keyAccounts.queries';
import { Line, lists, useLines, useShownParts } from './lines';

const KeyAccountDrawer = lazy(() => import('./KeyAccountDrawer').then((file) => ({ default: file.KeyAccountDrawer })));
const ReviewDrawer = lazy(() => import('./ReviewDrawer').then((file) => ({ default: file.ReviewDrawer })));
const History = lazy(() => withTexts(import('../history/History'), 'history', 'customer').then((file) => ({ default: file.History })));

type Props = {
  plan: Plan;
  contacts: CustomerOverview['contacts'];
  /** Whether it can be deleted from here. */
  deletable?: boolean;
};

/** What a plan says, its reviews, and who changed it. */
export function PlanBody({ plan, contacts, deletable }: Props) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const bin = usePlanBin();
  const shown = useShownParts(plan.names);
  return (
    <div className={css.body}>
      <p className={css.head}>
        <Badge tone={plan.status === 'active' ? 'good' : 'slate'}>{t(`statuses.${plan.status}`)}</Badge>
        {plan.nextReviewOn && <span className="meta">{t('nextReview')} {format.date(plan.nextReviewOn)}</span>}
        {plan.status === 'active' && plan.nextReviewOn && plan.nextReviewOn <= format.today() && <Badge tone="bad">{t('overdue')}</Badge>}
        {plan.lastReviewOn && <span className="meta">{t('lastReview')} {format.date(plan.lastReviewOn)}</span>}
        {plan.can.update && <IconButton size="small" icon={Pencil} label={t('card.edit')} onClick={() => setEditing(true)} />}
        {plan.can.update && <IconButton size="small" icon={CalendarCheck} label={t('card.review')} onClick={() => setReviewing(true)} />}
        {deletable && plan.can.delete && <IconButton size="small" icon={Trash2} label={t('delete')} onClick={() => bin.remove(plan)} />}
      </p>
      <Parts plan={plan} />
      {plan.deletedAt == null && <Reviews customerId={plan.customerId} />}
      <Suspense><History of={{ entity: 'key-accounts', id: plan.id, version: plan.version }} fields={shown} rest="alone" /></Suspense>
      <Suspense>
        {editing && <KeyAccountDrawer customerId={plan.customerId} plan={plan} contacts={contacts} onClose={() => setEditing(false)} />}
        {reviewing && <ReviewDrawer customerId={plan.customerId} version={plan.version} onClose={() => setReviewing(false)} />}
      </Suspense>
    </div>
  );
}

function Parts({ plan }: { plan: Plan }) {
  const { t } = useTranslation('keyAccounts');
  const lines = useLines(plan.names);
  return lists.filter((list) => plan[list].length > 0).map((list) => (
    <div key={list}>
      <h3 className={css.small}>{t(list)}</h3>
      <ul className={css.items}>{plan[list].map((item, index) => <li key={index}><Line line={lines(list, item)} /></li>)}</ul>
    </div>
  ));
}

function Reviews({ customerId }: { customerId: string }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...reviewsQuery(customerId), enabled: open });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="meta">{t('card.reviews')}</summary>
      {data?.data.length === 0 && <p className="meta">{t('card.noReviews')}</p>}
      <ul className={css.items}>
        {data?.data.map((review) => (
          <li key={review.at}>
            {format.date(review.reviewedOn)} <span className="meta">{review.userName}</span>
            {review.note && <p className={css.note}>{review.note}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}
