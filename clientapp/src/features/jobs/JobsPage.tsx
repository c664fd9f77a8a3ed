import { getRouteApi } from '@tanstack/react-router';
import { ListTodo, Pause, Play, X } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';
import { useMe } from '../../api/session';
import { DataTable } from '../../table/DataTable';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/States';
import { JobProgress } from './JobProgress';
import { JobResult } from './JobResult';
import css from './jobs.module.css';
import { isActive, jobKeys, jobKinds, jobStates, jobTones, listJobs, useJobActions, useLiveJobs, type JobRow } from './jobs.queries';

const JobDrawer = lazy(() => import('./JobDrawer'));
const route = getRouteApi('/shell/jobs');

/** All that is being done or was done for the user, as it goes on; an administrator sees everybody's. */
export function JobsPage() {
  const { t } = useTranslation('jobs');
  const { open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const fields = useJobColumns();
  useLiveJobs();

  return (
    <Page title={t('title')} fill>
      <DataTable
        id="jobs"
        label={t('title')}
        searchable={false}
        fields={fields}
        queryKey={jobKeys.list}
        fetchPage={listJobs}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        rowName={(row) => row.title}
        rowLink={(row) => ({ to: '/jobs', search: { ...search, open: row.id } as never })}
        empty={<EmptyState icon={ListTodo} title={t('none')} hint={t('nothingHint')} />}
      />
      <Suspense>{open && <JobDrawer key={open} id={open} onClose={() => void navigate({ search, replace: true })} />}</Suspense>
    </Page>
  );
}

function useJobColumns(): Column<JobRow>[] {
  const { t } = useTranslation('jobs');
  const { role } = useMe();
  const everybody = role === 'administrator';
  return useMemo((): Column<JobRow>[] => {
    const columns: Column<JobRow>[] = [
      { key: 'title', type: 'text', label: t('column.title'), width: 300, value: (row) => row.title },
      { key: 'kind', type: 'code', label: t('column.kind'), width: 130, filterable: true, options: jobKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })), value: (row) => row.kind },
      { key: 'status', type: 'code', card: 'always', label: t('column.status'), width: 110, filterable: true, options: jobStates.map((state) => ({ value: state, label: t(`status.${state}`) })), value: (row) => row.status, render: (row) => <Badge tone={jobTones[row.status]}>{t(`status.${row.status}`)}</Badge> },
      { key: 'progress', type: 'text', card: 'first', label: t('column.progress'), width: 300, value: (row) => String(row.progress.done), render: (row) => (isActive(row) ? <JobProgress job={row} /> : <JobResult job={row} />) },
      { key: 'createdBy', type: 'user', label: t('column.createdBy'), width: 110, filterable: everybody, hidden: !everybody, value: (row) => row.createdBy, text: (row) => row.createdByName },
      { key: 'createdAt', type: 'dateTime', label: t('column.createdAt'), width: 140, sortable: true, filterable: true, value: (row) => row.createdAt },
      { key: 'endedAt', type: 'dateTime', label: t('column.endedAt'), width: 140, filterable: true, value: (row) => row.endedAt },
      { key: 'actions', type: 'text', control: true, label: t('column.actions'), icon: ListTodo, width: 96, value: () => null, render: (row) => <Actions job={row} /> },
    ];
    return columns;
  }, [t, everybody]);
}

/** What can be done with a job that has not ended. */
function Actions({ job }: { job: JobRow }) {
  const { t } = useTranslation('jobs');
  const actions = useJobActions();
  const of = { title: job.title };
  if (!isActive(job)) return null;
  return (
    <span className={css.actions}>
      {job.status === 'running' && <IconButton size="small" icon={Pause} label={t('pauseNamed', of)} onClick={() => actions.pause(job.id)} />}
      {job.status === 'paused' && <IconButton size="small" icon={Play} label={t('resumeNamed', of)} onClick={() => actions.resume(job.id)} />}
      <IconButton size="small" icon={X} label={t('cancelNamed', of)} onClick={() => actions.cancel(job.id)} />
    </span>
  );
}
