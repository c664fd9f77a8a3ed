import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../api/schema';
import { useFollowUpsChanged, type FollowUpInput, type FollowUpRow } from './followUps.queries';

type Schemas = components['schemas'];
export type TimelineItem = Schemas['TimelineItem'];
export type TimelinePage = Schemas['TimelineItemPage'];
export type TimelineKind = TimelineItem['kind'];
export type InteractionInput = Schemas['InteractionInput'];
export type InteractionChanges = Schemas['InteractionPatch'];

/** Whose timeline it is. */
export type Subject = { type: 'customer' | 'contact'; id: string; name: string };
export type TimelineFilter = { kind?: TimelineKind | undefined; channels?: string | undefined };

const pageSize = 30;

export const timelineKeys = {
  all: ['timeline'] as const,
  of: ({ type, id }: Pick<Subject, 'type' | 'id'>, { kind, channels }: TimelineFilter) => ['timeline', type, id, kind ?? '', channels ?? ''] as const,
};

export const timelineQuery = ({ type, id }: Pick<Subject, 'type' | 'id'>, { kind, channels }: TimelineFilter) => ({
  queryKey: timelineKeys.of({ type, id }, { kind, channels }),
  queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }): Promise<TimelinePage> => {
    const query = { limit: pageSize, ...(pageParam && { cursor: pageParam }), filter: { ...(kind && { kind }), ...(channels && { type: channels }) } };
    const options = { params: { path: { id }, query }, signal };
    return body(type === 'customer' ? api.GET('/api/v1/customers/{id}/timeline', options) : api.GET('/api/v1/contacts/{id}/timeline', options));
  },
  initialPageParam: '',
  getNextPageParam: ({ page }: TimelinePage) => (page.hasMore ? page.next : null),
});

export const logInteraction = (input: InteractionInput) => body(api.POST('/api/v1/interactions', { body: input }));

export const getInteraction = (id: string) => body(api.GET('/api/v1/interactions/{id}', { params: { path: { id } } }));

export const correctInteraction = (id: string, version: number, changes: InteractionChanges) =>
  body(api.PATCH('/api/v1/interactions/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes }));

/** Logs a conversation in which a follow-up was done, all in one step. */
export const completeWith = ({ id, version }: FollowUpRow, input: Schemas['CompletionInput']) =>
  body(api.POST('/api/v1/follow-ups/{id}/completion', { params: { path: { id } }, headers: ifMatch(version), body: input }));

/** Refusals point into the step, as they would in one request: `/next/subject`. */
export async function planNext(input: FollowUpInput) {
  try {
    return await body(api.POST('/api/v1/follow-ups', { body: input }));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const errors = (error.problem.errors ?? []).map((fault) => ({ ...fault, pointer: `/next${fault.pointer ?? ''}` }));
    throw new ApiProblem(error.status, { ...error.problem, errors });
  }
}

type Entry = Pick<TimelineItem, 'kind' | 'id' | 'version'>;

export const deleteEntry = ({ kind, id, version }: Entry) => {
  const options = { params: { path: { id } }, headers: ifMatch(version) };
  return kind === 'interaction' ? api.DELETE('/api/v1/interactions/{id}', options) : api.DELETE('/api/v1/follow-ups/{id}', options);
};

export async function restoreEntry({ kind, id }: Entry) {
  const options = { params: { path: { id } } };
  if (kind === 'interaction') await api.POST('/api/v1/interactions/{id}/restoration', options);
  else await api.POST('/api/v1/follow-ups/{id}/restoration', options);
}

export const reopenFollowUp = ({ id, version }: Pick<Entry, 'id' | 'version'>) =>
  body(api.POST('/api/v1/follow-ups/{id}/reopening', { params: { path: { id } }, headers: ifMatch(version) }));

/** What happened shows on timelines, files, dates of last contact and next steps. */
export function useTimelineChanged() {
  const client = useQueryClient();
  const followUpsChanged = useFollowUpsChanged();
  return () => Promise.all([client.invalidateQueries({ queryKey: timelineKeys.all }), followUpsChanged()]);
}
