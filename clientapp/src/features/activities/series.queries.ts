import { api, body } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';

export type Series = components['schemas']['FollowUpSeriesRow'];

export const seriesKeys = { all: ['follow-up-series'] as const, list: ['follow-up-series', 'list'] as const, one: (id: string) => ['follow-up-series', 'one', id] as const };

export const listSeries = withConditions<Series>('follow-up-series', (query: ListQuery, signal) => body(api.GET('/api/v1/follow-up-series', { params: { query }, signal })));
