import { useQuery } from '@tanstack/react-query';
import { Bell, CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { Popover } from '../../ui/Popover';
import { EmptyState } from '../../ui/States';
import { JobProgress } from './JobProgress';
import css from './jobs.module.css';
import { isActive, notificationsQuery, recentJobsQuery, useReading, type JobRow, type NotificationRow } from './jobs.queries';

const JobDrawer = lazy(() => import('./JobDrawer'));

/** In the top bar: what is being done for the user, and what he has not read yet. */
export default function Notices() {
  const { t } = useTranslation('jobs');
  const [shown, setShown] = useState<string | null>(null);
  const jobs = useQuery(recentJobsQuery);
  const notifications = useQuery(notificationsQuery);
  const active = (jobs.data?.data ?? []).filter(isActive);
  const unread = notifications.data?.unread ?? 0;
  const bell = unread > 0 ? t('bellUnread', { count: unread }) : t('bell');

  return (
    <>
      {active.length > 0 && (
        <Popover label={t('title')} trigger={(props) => <IconButton {...props} className={css.working} icon={LoaderCircle} label={t('running', { count: active.length })} />}>
          {(close) => <Running jobs={active} onOpen={(id) => { close(); setShown(id); }} />}
        </Popover>
      )}
      <span className={css.bell}>
        <Popover label={t('bell')} padded={false} trigger={(props) => <IconButton {...props} icon={Bell} label={bell} />}>
          {(close) => <Told rows={notifications.data?.data ?? []} unread={unread} onOpen={(id) => { close(); setShown(id); }} />}
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

function Running({ jobs, onOpen }: { jobs: JobRow[]; onOpen: (id: string) => void }) {
  return (
    <ul className={css.list}>
      {jobs.map((job) => (
        <li key={job.id}>
          <button type="button" className={css.entry} onClick={() => onOpen(job.id)}>
            <span className={css.text}><b>{job.title}</b><JobProgress job={job} /></span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Told({ rows, unread, onOpen }: { rows: NotificationRow[]; unread: number; onOpen: (jobId: string) => void }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { read, readAll } = useReading();
  if (rows.length === 0) return <EmptyState icon={Bell} title={t('nothing')} hint={t('nothingHint')} />;
  return (
    <div className={css.told}>
      <div className={css.toldHead}>
        <h2>{t('bell')}</h2>
        <Button size="small" variant="ghost" disabled={unread === 0} onClick={readAll}>{t('readAll')}</Button>
      </div>
      <ul className={css.list}>
        {rows.map(({ id, job, createdAt, readAt }) =>
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
          ) : null,
        )}
      </ul>
    </div>
  );
}

const endings = { succeeded: true, partially_succeeded: true, failed: true, cancelled: true };
