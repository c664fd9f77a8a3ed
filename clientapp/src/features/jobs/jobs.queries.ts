import { useMutation, useQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, body } from '../../api/client';
import { readEvents } from '../../api/events';
import type { ListQuery, Page } from '../../api/list';
import type { components } from '../../api/schema';
import type { Tone } from '../../ui/Badge';
import { begun } from './begun';

export type JobRow = components['schemas']['JobRow'];
export type NotificationRow = components['schemas']['NotificationRow'];

export const jobKeys = { all: ['jobs'] as const, recent: ['jobs', 'recent'] as const, list: ['jobs', 'list'] as const, detail: (id: string) => ['jobs', 'detail', id] as const };
export const notificationsKey = ['notifications'] as const;

export const jobKinds = ['import', 'export', 'bulk', 'undo', 'tiering', 'lifecycle', 'rebuild_trade'] as const;
export const jobStates: JobRow['status'][] = ['queued', 'running', 'paused', 'succeeded', 'partially_succeeded', 'failed', 'cancelled'];
export const jobTones: Record<JobRow['status'], Tone> = { queued: 'neutral', running: 'brand', paused: 'warn', succeeded: 'good', partially_succeeded: 'warn', failed: 'bad', cancelled: 'neutral' };

/** The lists of the page, by the kind of record that a job is about. */
const lists = { customers: '/customers', contacts: '/contacts', 'follow-ups': '/follow-ups', competitors: '/competitors', 'service-plans': '/service-plans' } as const;
export const listOf = (entity: string | null | undefined) => (entity && Object.hasOwn(lists, entity) ? lists[entity as keyof typeof lists] : null);

/** Also where the stream of events breaks, nobody waits longer. */
const often = 4_000;
const seldom = 60_000;

export const isActive = ({ status }: Pick<JobRow, 'status'>) => status === 'queued' || status === 'running' || status === 'paused';
const moves = (job: Pick<JobRow, 'status'> | undefined) => job?.status === 'queued' || job?.status === 'running';

export const listJobs = (query: ListQuery, signal: AbortSignal): Promise<Page<JobRow>> => body(api.GET('/api/v1/jobs', { params: { query }, signal }));

/** Those the user started last; asked for often only while one of them goes on. */
export const recentJobsQuery = {
  queryKey: jobKeys.recent,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/jobs', { params: { query: { limit: 10 } }, signal })),
  refetchInterval: ({ state }: { state: { data?: { data: JobRow[] } | undefined } }) => (state.data?.data.some(moves) ? often : seldom),
};

export const notificationsQuery = {
  queryKey: notificationsKey,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/notifications', { signal })),
  refetchInterval: seldom,
};

export const jobQuery = (id: string) => ({
  queryKey: jobKeys.detail(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/jobs/{id}', { params: { path: { id } }, signal })),
  refetchInterval: ({ state }: { state: { data?: JobRow | undefined } }) => (moves(state.data) ? often : false),
});

export const skippedRowsQuery = (id: string) => ({
  queryKey: ['jobs', 'skipped', id] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/jobs/{id}/rows', { params: { path: { id }, query: { outcome: 'skipped', limit: 20 } }, signal })),
});

/** Keeps a job in the cache as new as its events, until it ends or nobody looks any more. */
function follow(id: string, client: QueryClient): () => void {
  const stop = new AbortController();
  const listen = async () => {
    const { data } = await api.GET('/api/v1/jobs/{id}/events', { params: { path: { id } }, parseAs: 'stream', signal: stop.signal });
    let newest = -1;
    for await (const { event, data: text } of readEvents(data as unknown as ReadableStream<Uint8Array>)) {
      if (event !== 'job') continue;
      const { status, progress, hasEnded, version } = JSON.parse(text) as components['schemas']['JobEvent'];
      if (version < newest) continue;
      newest = version;
      // What came of it, its files and the way back are in the job itself.
      if (hasEnded) return client.invalidateQueries({ queryKey: jobKeys.detail(id) });
      client.setQueryData<JobRow>(jobKeys.detail(id), (job) => job && { ...job, status, progress });
    }
    return undefined;
  };
  // Without the stream the job is asked for now and then.
  listen().catch(() => undefined);
  return () => stop.abort();
}

/** The user's own jobs as their events tell, for as long as anybody listens. */
async function* ownEvents(signal: AbortSignal): AsyncGenerator<components['schemas']['JobEvent']> {
  const { data } = await api.GET('/api/v1/jobs/events', { parseAs: 'stream', signal });
  for await (const { event, data: text } of readEvents(data as unknown as ReadableStream<Uint8Array>)) if (event === 'job') yield JSON.parse(text) as components['schemas']['JobEvent'];
}

type Listed = InfiniteData<Page<JobRow>>;

/** Keeps the shown list of jobs as new as the events of the user's own; those of others are asked for now and then. */
export function useLiveJobs() {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const shown = () => client.getQueriesData<Listed>({ queryKey: jobKeys.list }).flatMap(([, list]) => (list && 'pages' in list ? list.pages.flatMap((page) => page.data) : []));
    const anew = () => client.invalidateQueries({ queryKey: jobKeys.list });
    const listen = async () => {
      for await (const { id, status, progress, hasEnded } of ownEvents(stop.signal)) {
        // What came of it, and what has just begun, is in the list itself.
        if (hasEnded || !shown().some((job) => job.id === id)) void anew();
        else
          client.setQueriesData<Listed>({ queryKey: jobKeys.list, predicate: ({ state }) => 'pages' in ((state.data as object | undefined) ?? {}) }, (list) =>
            list && { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.map((job) => (job.id === id ? { ...job, status, progress } : job)) })) },
          );
      }
    };
    // Without the stream the list is asked for now and then.
    listen().catch(() => undefined);
    const timer = setInterval(() => {
      if (shown().some(moves)) void anew();
    }, often);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [client]);
}

/** A job as it goes on; `onEnd` once, when it has come to its end before the user's eyes. */
export function useJob(id: string, onEnd?: (job: JobRow) => void) {
  const client = useQueryClient();
  const job = useQuery({ ...jobQuery(id), staleTime: 0 });
  useEffect(() => follow(id, client), [id, client]);
  const ended = useRef<string>(undefined);
  const data = job.data;

  useEffect(() => {
    if (!data || isActive(data) || ended.current === data.id) return;
    ended.current = data.id;
    void client.invalidateQueries({ queryKey: jobKeys.recent });
    void client.invalidateQueries({ queryKey: jobKeys.list });
    void client.invalidateQueries({ queryKey: notificationsKey });
    onEnd?.(data);
  }, [data, client, onEnd]);

  return data;
}

/** What can be done with a job; each answers with the job as it is then. */
export function useJobActions() {
  const client = useQueryClient();
  const params = (id: string) => ({ params: { path: { id } } });
  const keep = (job: JobRow) => {
    client.setQueryData(jobKeys.detail(job.id), job);
    return Promise.all([jobKeys.recent, jobKeys.list].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const pause = useMutation({ mutationFn: (id: string) => body(api.POST('/api/v1/jobs/{id}/pause', params(id))), onSuccess: keep });
  const resume = useMutation({ mutationFn: (id: string) => body(api.POST('/api/v1/jobs/{id}/resumption', params(id))), onSuccess: keep });
  const cancel = useMutation({ mutationFn: (id: string) => body(api.POST('/api/v1/jobs/{id}/cancellation', params(id))), onSuccess: keep });
  const undo = useMutation({
    mutationFn: (id: string) => begun(api.POST('/api/v1/jobs/{id}/undo', params(id))),
    // The job that is taken back no longer offers it, and there is a new one.
    onSuccess: () => client.invalidateQueries({ queryKey: jobKeys.all }),
  });
  return { pause: pause.mutate, resume: resume.mutate, cancel: cancel.mutate, undo: undo.mutateAsync, undoing: undo.isPending };
}

/** Keeps what the user is told as new as its events; a reminder is also said aloud. */
export function useLiveNotices(onDue: (row: NotificationRow) => void) {
  const client = useQueryClient();
  const said = useRef(onDue);
  said.current = onDue;
  useEffect(() => {
    const stop = new AbortController();
    const listen = async () => {
      const { data } = await api.GET('/api/v1/notifications/events', { parseAs: 'stream', signal: stop.signal });
      for await (const { event, data: text } of readEvents(data as unknown as ReadableStream<Uint8Array>)) {
        if (event !== 'notification') continue;
        const { id, kind } = JSON.parse(text) as components['schemas']['NotificationEvent'];
        await client.invalidateQueries({ queryKey: notificationsKey });
        const row = kind === 'follow_up_due' && client.getQueryData<NotificationList>(notificationsKey)?.data.find((one) => one.id === id);
        if (row) said.current(row);
      }
    };
    // A stream that broke is begun anew; until then the list is asked for now and then.
    const go = () => listen().catch(() => undefined).then(() => stop.signal.aborted || setTimeout(() => stop.signal.aborted || go(), seldom));
    void go();
    return () => stop.abort();
  }, [client]);
}

type NotificationList = components['schemas']['NotificationList'];

export function useReading() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: notificationsKey });
  const one = useMutation({ mutationFn: (id: string) => api.POST('/api/v1/notifications/{id}/reading', { params: { path: { id } } }), onSettled });
  const all = useMutation({ mutationFn: (_: undefined) => api.POST('/api/v1/notifications/reading'), onSettled });
  return { read: one.mutate, readAll: () => all.mutate(undefined) };
}
