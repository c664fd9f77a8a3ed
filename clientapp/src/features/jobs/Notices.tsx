import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell, CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { Popover } from '../../ui/Popover';
import { EmptyState } from '../../ui/States';
import { toast } from '../../ui/toast';
import { JobProgress } from './JobProgress';
import css from './jobs.module.css';
import { isActive, notificationsQuery, recentJobsQuery, useLiveNotices, useReading, type JobRow, type NotificationRow } from './jobs.queries';

const JobDrawer = lazy(() => import('./JobDrawer'));

/** In the top bar: what is being done for the user, and what he has not read yet. */
export default function Notices() {
  const { t } = useTranslation('jobs');
  const [shown, setShown] = useState<string | null>(null);
  const jobs = useQuery(recentJobsQuery);
  const notifications = useQuery(notificationsQuery);
  const format = useFormat();
  useLiveNotices(({ followUp }) => followUp && toast(t('due', { subject: [followUp.subject, followUp.customerName].filter(Boolean).join(' · '), when: followUp.dueAt ? format.time(followUp.dueAt) : format.date(followUp.dueOn!) })));
  const active = (jobs.data?.data ?? []).filter(isActive);
  const unread = notifications.data?.unread ?? 0;
  const bell = unread > 0 ? t('bellUnread', { count: unread }) : t('bell');

  return (
    <>
      {active.length > 0 && (
        <Popover label={t('title')} trigger={(props) => <IconButton {...props} className={css.working} icon={LoaderCircle} label={t('running', { count: active.length })} />}>
          {(close) => <Running jobs={active} onOpen={(id) => { close(); setShown(id); }} onLeave={close} />}
        </Popover>
      )}
      <span className={css.bell}>
        <Popover label={t('bell')} padded={false} trigger={(props) => <IconButton {...props} icon={Bell} label={bell} />}>
          {(close) => <Told rows={notifications.data?.data ?? []} unread={unread} onOpen={(id) => { close(); setShown(id); }} onLeave={close} />}
        </Popover>
        {unread > 0 && <span aria-hidden className={css.unread}>{unread > 9 ? '9+' : unread}</span>}
      </span>
      {shown && (
        <Suspense>
          <JobDrawer id={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  );
}

function Running({ jobs, onOpen, onLeave }: { jobs: JobRow[]; onOpen: (id: string) => void; onLeave: () => void }) {
  return (
    <>
      <ul className={css.list}>
        {jobs.map((job) => (
          <li key={job.id}>
            <button type="button" className={css.entry} onClick={() => onOpen(job.id)}>
              <span className={css.text}><b>{job.title}</b><JobProgress job={job} /></span>
            </button>
          </li>
        ))}
      </ul>
      <AllJobs onLeave={onLeave} />
    </>
  );
}

/** The way to all of them, also to those that have ended long ago. */
function AllJobs({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('jobs');
  return <p className={css.toldFoot}><Link to="/jobs" onClick={onLeave}>{t('all')}</Link></p>;
}

function Told({ rows, unread, onOpen, onLeave }: { rows: NotificationRow[]; unread: number; onOpen: (jobId: string) => void; onLeave: () => void }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { read, readAll } = useReading();
  if (rows.length === 0) return <div className={css.told}><EmptyState icon={Bell} title={t('nothing')} hint={t('nothingHint')} /><AllJobs onLeave={onLeave} /></div>;
  return (
    <div className={css.told}>
      <div className={css.toldHead}>
        <h2>{t('bell')}</h2>
        <Button size="small" variant="ghost" disabled={unread === 0} onClick={readAll}>{t('readAll')}</Button>
      </div>
      <ul className={css.list}>
        {rows.map(({ id, kind, job, count, followUp, createdAt, readAt }) =>
          job ? (
            <li key={id}>
              <button
                type="button"
                className={css.entry}
                data-unread={readAt === null}
                onClick={() => {
                  if (readAt === null) read(id);
                  onOpen(job.id);
                }}
              >
                {job.status === 'succeeded' ? <CircleCheck size={16} aria-hidden className={css.good} /> : <CircleAlert size={16} aria-hidden className={css.bad} />}
                <span className={css.text}>
                  <span>{job.title}</span>
                  <span className="meta">{job.status in endings ? t(`ended.${job.status as keyof typeof endings}`) : t(`status.${job.status}`)} · {format.relative(createdAt)}</span>
                </span>
                {readAt === null && <span role="img" aria-label={t('unread')} className={css.dot} />}
              </button>
            </li>
          ) : followUp ? (
            <li key={id}>
              <Link to="/follow-ups" search={{ open: followUp.id } as never} className={css.entry} data-unread={readAt === null} onClick={() => { if (readAt === null) read(id); onLeave(); }}>
                <Bell size={16} aria-hidden />
                <span className={css.text}>
                  <span>{[followUp.subject, followUp.customerName].filter(Boolean).join(' · ')}</span>
                  <span className="meta">{t('dueAt', { when: followUp.dueAt ? format.instant(followUp.dueAt) : format.date(followUp.dueOn!) })}</span>
                </span>
                {readAt === null && <span role="img" aria-label={t('unread')} className={css.dot} />}
              </Link>
            </li>
          ) : kind in lists ? (
            <li key={id}>
              <Link {...lists[kind as keyof typeof lists]} className={css.entry} data-unread={readAt === null} onClick={() => { if (readAt === null) read(id); onLeave(); }}>
                <CircleAlert size={16} aria-hidden className={css.bad} />
                <span className={css.text}>
                  <span>{t(`told.${kind as keyof typeof lists}`, { count: count ?? 1 })}</span>
                  <span className="meta">{format.relative(createdAt)}</span>
                </span>
                {readAt === null && <span role="img" aria-label={t('unread')} className={css.dot} />}
              </Link>
            </li>
          ) : null,
        )}
      </ul>
      <AllJobs onLeave={onLeave} />
    </div>
  );
}

/** Where the records are that a notification is about. */
const lists = {
  pool_warning: { to: '/pool', search: { show: 'returning' } },
  follow_ups_late: { to: '/follow-ups', search: { who: 'all', view: 'overdue' } },
  stand_in_late: { to: '/follow-ups', search: { who: 'all', view: 'overdue' } },
  follow_ups_moved: { to: '/follow-ups', search: {} },
  follow_ups_taken_over: { to: '/follow-ups', search: { view: 'all', filter: { ownerId: { eq: 'me' }, standsInForId: { isEmpty: 'false' }, status: { eq: 'planned' } } } },
  customers_received: { to: '/customers', search: {} },
  service_deviations: { to: '/managers', search: { show: 'deviations' } },
  pool_recovered: { to: '/pool', search: {} },
  key_account_reviews: { to: '/key-accounts', search: {} },
} as const;

const endings = { succeeded: true, partially_succeeded: true, failed: true, cancelled: true };
