import type { LinkProps } from '@tanstack/react-router';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { addDays } from '../../format/days';
import { stateOf } from '../../table/whereRead';
import type { KpiSearch } from './kpiSearch';

type Schemas = components['schemas'];
type Signal = { signal: AbortSignal };
export type Kpi = Schemas['FollowUpKpi'];
export type Figures = Schemas['FollowUpFigures'];
export type Effect = Schemas['FollowUpEffect'];
export type Share = Schemas['MeasuredShare'];
export type ApiFilter = Schemas['Filter'];
export type Figure = keyof Kpi['lists'];

/** The days that are looked at. */
export function daysOf({ from, to, days }: KpiSearch, today: string) {
  const last = to ?? today;
  return { from: from ?? addDays(last, 1 - Number(days ?? '90')), to: last };
}

export const kpiQuery = (query: { from: string; to: string; groupBy: string }) => ({
  queryKey: ['follow-ups', 'kpi', query] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/follow-ups/kpi', { params: { query }, signal })),
});

export const effectQuery = (query: { from: string; to: string; orderDays: number; lateDays: number }) => ({
  queryKey: ['follow-ups', 'effect', query] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/follow-ups/kpi/effect', { params: { query }, signal })),
});

/** Moments have to stay as exact as they are, so they are chips and no condition, which is of days. */
const chips = ['due', 'kind', 'onTime', 'ownerId', 'lastContactAt'];
const parts = (filter: ApiFilter): ApiFilter[] => ('and' in filter ? filter.and.flatMap(parts) : [filter]);
const state = (filters: ApiFilter[]) => stateOf({ and: filters.flatMap(parts) }, null, chips) ?? {};

/** The follow-ups for which all of these hold. */
export const followUpsWhere = (...filters: ApiFilter[]) => ({ to: '/follow-ups', search: { view: 'all', who: 'all', ...state(filters) } }) as unknown as LinkProps;

/** The customers for whom all of these hold. */
export const customersWhere = (...filters: ApiFilter[]) => ({ to: '/customers', search: { view: 'all', ...state(filters) } }) as unknown as LinkProps;
