import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { useFollowUpsChanged } from './followUps.queries';

type Schemas = components['schemas'];
export type Series = Schemas['FollowUpSeriesRow'];

export const seriesKeys = { all: ['follow-up-series'] as const, list: ['follow-up-series', 'list'] as const, one: (id: string) => ['follow-up-series', 'one', id] as const };

export const listSeries = withConditions<Series>('follow-up-series', (query: ListQuery, signal) => body(api.GET('/api/v1/follow-up-series', { params: { query }, signal })));
export const seriesQuery = (id: string) => ({ queryKey: seriesKeys.one(id), queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/follow-up-series/{id}', { params: { path: { id } }, signal })) });
export const changeSeries = ({ id, version }: Series, changes: Partial<Schemas['FollowUpSeriesInput']>) =>
  body(api.PATCH('/api/v1/follow-up-series/{id}', { params: { path: { id }, query: {} }, headers: ifMatch(version), body: changes as never }));
export const endSeries = ({ id, version }: Series, from: string) => body(api.POST('/api/v1/follow-up-series/{id}/end', { params: { path: { id } }, headers: ifMatch(version), body: { from } }));

export function useSeriesChanged() {
  const client = useQueryClient();
  const followUps = useFollowUpsChanged();
  return () => Promise.all([client.invalidateQueries({ queryKey: seriesKeys.all }), followUps()]);
}
