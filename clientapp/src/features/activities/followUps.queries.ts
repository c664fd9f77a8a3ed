import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery, ListSearch } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import type { FetchPage } from '../../table/useRows';

export type FollowUpRow = components['schemas']['FollowUpRow'];
export type FollowUpInput = components['schemas']['FollowUpInput'];
export type FollowUpPatch = components['schemas']['FollowUpPatch'];
export type Due = { dueOn: string; dueAt: null } | { dueOn: null; dueAt: string };

export const followUpKeys = {
  all: ['follow-ups'] as const,
  list: ['follow-ups', 'list'] as const,
  week: ['follow-ups', 'week'] as const,
  detail: (id: string) => ['follow-ups', id] as const,
};

export const listFollowUps = withConditions<FollowUpRow>('follow-ups', (query: ListQuery, signal) => body(api.GET('/api/v1/follow-ups', { params: { query }, signal })));

export const followUpQuery = (id: string) => ({
  queryKey: followUpKeys.detail(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/follow-ups/{id}', { params: { path: { id } }, signal })),
});

/** All follow-ups of a stretch of time, up to a limit that no week of one team reaches. */
export const mostInWeek = 600;
export async function listWeek(fetchPage: FetchPage<FollowUpRow>, search: ListSearch, most: number, signal: AbortSignal): Promise<FollowUpRow[]> {
  const rows: FollowUpRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage({ ...search, sort: 'due', limit: 200, ...(cursor && { cursor }) }, signal);
    rows.push(...page.data);
    cursor = (page.page.hasMore && page.page.next) || undefined;
  } while (cursor && rows.length < most);
  return rows;
}

export const changeFollowUp = (row: Pick<FollowUpRow, 'id' | 'version'>, changes: FollowUpPatch) =>
  body(api.PATCH('/api/v1/follow-ups/{id}', { params: { path: { id: row.id } }, headers: ifMatch(row.version), body: changes }));

/** A follow-up shows on lists, on the calendar, today, and at its customer and contact. */
export function useFollowUpsChanged() {
  const client = useQueryClient();
  return () => Promise.all([followUpKeys.all, ['today'], ['customers'], ['contacts']].map((queryKey) => client.invalidateQueries({ queryKey })));
}
