import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Building2, CircleCheck, Plus, UserRound } from 'lucide-react';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { When } from '../../format/When';
import { Avatar, Badge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import type { FollowUpRow } from '../activities/followUps.queries';
import { FollowUpItem } from './FollowUpItem';
import { todayQuery, type TodayView } from './today.queries';
import css from './today.module.css';

const CompleteForm = lazy(() => import('./CompleteForm'));
const PlanForm = lazy(() => import('./PlanForm'));
const OccasionsAhead = lazy(() => withTexts(import('../care/OccasionsAhead'), 'care'));
const PlanAll = lazy(() => import('./PlanAll'));

export function TodayPage() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const today = useQuery(todayQuery);
  const day = today.data ? format.dayOf(today.data.now) : format.today();

  const content = () => {
    if (today.data) return <Day view={today.data} />;
    if (today.error) return <ErrorState error={today.error} onRetry={() => void today.refetch()} />;
    return <DaySkeleton />;
  };
  return (
    <Page title={t('title')} views={<p className="meta">{format.weekday(day)} {format.shortDate(day)}</p>}>
      {content()}
    </Page>
  );
}

const sections = ['overdue', 'today', 'upcoming'] as const;
const tones: Record<(typeof sections)[number], Tone> = { overdue: 'bad', today: 'brand', upcoming: 'neutral' };

function Day({ view }: { view: TodayView }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  // One form at a time: that of a follow-up, or that of a customer without a next step.
  const [open, setOpen] = useState<string | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const { counts } = view;

  const close = (id: string) => {
    setOpen(null);
    focusButton(page.current, id);
  };
  /** Focus goes on to the next thing to do, so that a day can be worked through without the mouse. */
  const goOn = (ids: string[], id: string) => {
    setOpen(null);
    const at = ids.indexOf(id);
    focusButton(page.current, ids[at + 1] ?? ids[at - 1]);
  };

  const all = sections.flatMap((section) => view[section].map((followUp) => followUp.id));
  const idle = view.withoutNextStep.map((customer) => customer.id);
  const item = (followUp: FollowUpRow) => (
    <li key={followUp.id} data-open={open === followUp.id}>
      <FollowUpItem followUp={followUp} open={open === followUp.id} onOpen={() => setOpen(open === followUp.id ? null : followUp.id)} />
      {open === followUp.id && (
        <Suspense fallback={<FormSkeleton />}>
          <CompleteForm followUp={followUp} onClose={() => close(followUp.id)} onDone={() => goOn(all, followUp.id)} />
        </Suspense>
      )}
    </li>
  );

  return (
    <div ref={page} className={css.day}>
      <div className={css.main}>
        {all.length === 0 && <EmptyState icon={CircleCheck} title={t('allDone')} hint={t('allDoneHint')} />}
        {sections.map((section) =>
          view[section].length > 0 ? (
            <Section
              key={section}
              title={t(section)}
              count={counts[section]}
              tone={tones[section]}
              more={counts[section] > view[section].length ? { to: '/follow-ups', search: { filter: { ownerId: { eq: 'me' }, status: { eq: 'planned' } }, sort: 'due' } } : null}
            >
              <ul className={css.list}>{view[section].map(item)}</ul>
            </Section>
          ) : null,
        )}
      </div>
      <aside className={css.side} aria-label={t('aside')}>
        <Section
          title={t('withoutNextStep')}
          count={counts.withoutNextStep}
          tone="warn"
          more={counts.withoutNextStep > idle.length ? { to: '/customers', search: { filter: { ownerId: { eq: 'me' }, nextFollowUpAt: { isEmpty: 'true' } } } } : null}
        >
          {idle.length === 0 && <p className={css.none}>{t('everyoneHasOne')}</p>}
          {idle.length > 0 && can('activities.write') && <Suspense><PlanAll /></Suspense>}
          <ul className={css.list}>
            {view.withoutNextStep.map((customer) => (
              <li key={customer.id} data-open={open === customer.id}>
                <div className={css.item}>
                  <Avatar name={customer.name} />
                  <div className={css.what}>
                    <Link to="/customers/$id" params={{ id: customer.id }} className={`${css.subject} truncate`} title={customer.name}>{customer.name}</Link>
                    <p className={css.who}>{customer.lastContactAt ? <span>{t('lastContact')} <When value={customer.lastContactAt} /></span> : t('neverContacted')}</p>
                  </div>
                  {can('activities.write') && (
                    <Button size="small" icon={Plus} data-complete={customer.id} aria-expanded={open === customer.id} aria-label={t('planFor', { name: customer.name })} onClick={() => setOpen(open === customer.id ? null : customer.id)}>
                      {t('planStep')}
                    </Button>
                  )}
                </div>
                {open === customer.id && (
                  <Suspense fallback={<FormSkeleton />}>
                    <PlanForm customer={customer} onClose={() => close(customer.id)} onDone={() => goOn(idle, customer.id)} />
                  </Suspense>
                )}
              </li>
            ))}
          </ul>
        </Section>
        {can('care.read') && <Suspense><OccasionsAhead today={format.dayOf(view.now)} className={css.section} headClassName={css.head} /></Suspense>}
        <Section title={t('recentlyViewed')}>
          {view.recentlyViewed.length === 0 && <p className={css.none}>{t('nothingViewed')}</p>}
          <ul>
            {view.recentlyViewed.map(({ type, id, title, subtitle, viewedAt }) => (
              <li key={id}>
                <Link {...recordLink(type, id)} className={css.recent}>
                  {type === 'contact' ? <UserRound size={16} aria-hidden /> : <Building2 size={16} aria-hidden />}
                  <span className="truncate">{title}</span>
                  <span className="meta truncate">{subtitle}</span>
                  <span className="meta"><When value={viewedAt} /></span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      </aside>
    </div>
  );
}

type SectionProps = { title: string; count?: number; tone?: Tone; more?: LinkProps | null; children: ReactNode };

function Section({ title, count, tone, more, children }: SectionProps) {
  const { t } = useTranslation('today');
  return (
    <section aria-label={title} className={css.section}>
      <header className={css.head}>
        <h2>{title}</h2>
        {count !== undefined && count > 0 && <Badge tone={tone ?? 'neutral'}>{count}</Badge>}
        {more && <Link {...more}>{t('showAll')}</Link>}
      </header>
      {children}
    </section>
  );
}

const recordLink = (type: string, id: string): LinkProps => (type === 'contact' ? { to: '/contacts/$id', params: { id } } : { to: '/customers/$id', params: { id } });

function focusButton(page: HTMLElement | null, id: string | undefined) {
  requestAnimationFrame(() => page?.querySelector<HTMLElement>(`[data-complete="${id}"]`)?.focus());
}

const FormSkeleton = () => (
  <div className={css.form}>
    <Skeleton height={56} />
    <Skeleton height={32} />
  </div>
);

function DaySkeleton() {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => <div key={index} className={css.item}><Skeleton width={20} height={20} /><div className={css.what}><Skeleton width="60%" height={16} /><Skeleton width="35%" /></div></div>);
  return (
    <div className={css.day} aria-busy>
      <div className={css.main}>
        <Skeleton width={120} height={20} />
        {rows(6)}
      </div>
      <div className={css.side}>
        <Skeleton width={120} height={20} />
        {rows(4)}
      </div>
    </div>
  );
}
