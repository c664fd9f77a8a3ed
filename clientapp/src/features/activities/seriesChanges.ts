import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import { useFollowUpsChanged } from './followUps.queries';
import { seriesKeys, type Series } from './series.queries';

type Schemas = components['schemas'];

export const seriesQuery = (id: string) => ({ queryKey: seriesKeys.one(id), queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/follow-up-series/{id}', { params: { path: { id } }, signal })) });
export const changeSeries = ({ id, version }: Series, changes: Partial<Schemas['FollowUpSeriesInput']>) =>
  body(api.PATCH('/api/v1/follow-up-series/{id}', { params: { path: { id }, query: {} }, headers: ifMatch(version), body: changes as never }));
export const endSeries = ({ id, version }: Series, from: string) => body(api.POST('/api/v1/follow-up-series/{id}/end', { params: { path: { id } }, headers: ifMatch(version), body: { from } }));

export function useSeriesChanged() {
  const client = useQueryClient();
  const followUps = useFollowUpsChanged();
  return () => Promise.all([client.invalidateQueries({ queryKey: seriesKeys.all }), followUps()]);
}
