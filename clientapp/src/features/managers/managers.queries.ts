import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { begun } from '../jobs/begun';

type Schemas = components['schemas'];
export type ManagerRow = Schemas['ManagerRow'];
export type AbsenceRow = Schemas['AbsenceRow'];
export type AbsenceInput = Schemas['AbsenceInput'];
export type Deviation = Schemas['ServiceDeviation'];
export type HandOverInput = Schemas['HandOverInput'];

export const managerKeys = { all: ['managers'] as const, list: ['managers', 'list'] as const, one: (id: string) => ['managers', id] as const, absences: (id: string) => ['managers', id, 'absences'] as const };

export const listManagers = (active: boolean) => (query: ListQuery, signal: AbortSignal) =>
  body(api.GET('/api/v1/managers', { params: { query: { ...query, filter: { ...query.filter, active: { eq: String(active) } } } }, signal }));

export const listDeviations = (week: string | undefined) => ({ q, cursor, limit }: ListQuery, signal: AbortSignal) =>
  body(api.GET('/api/v1/service-plans/deviations', { params: { query: { ...(week && { week }), ...(q && { q }), ...(cursor && { cursor }), ...(limit && { limit }) } }, signal }));

export const managerQuery = (id: string) => ({
  queryKey: managerKeys.one(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/managers/{id}', { params: { path: { id } }, signal })),
});

/** Absences that are not over yet. */
export const absencesQuery = (id: string, today: string) => ({
  queryKey: managerKeys.absences(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/absences', { params: { query: { filter: { userId: { eq: id }, to: { gte: today } }, sort: 'from', limit: 50 } }, signal })),
});

export const changeManager = ({ id, version }: ManagerRow, input: { duties: string | null; deputyId: string | null; dailyCapacity: number; mostCustomers: number | null }) => body(api.PATCH('/api/v1/managers/{id}', { params: { path: { id } }, headers: ifMatch(version), body: input }));

export const enterAbsence = (input: AbsenceInput) => body(api.POST('/api/v1/absences', { body: input }));
export const changeAbsence = ({ id, version }: AbsenceRow, input: AbsenceInput) => body(api.PATCH('/api/v1/absences/{id}', { params: { path: { id } }, headers: ifMatch(version), body: input }));
export const deleteAbsence = ({ id, version }: AbsenceRow) => api.DELETE('/api/v1/absences/{id}', { params: { path: { id } }, headers: ifMatch(version) });

export const previewHandOver = (id: string, input: HandOverInput, signal: AbortSignal) => body(api.POST('/api/v1/managers/{id}/hand-over/preview', { params: { path: { id } }, body: input, signal }));
export const startHandOver = (id: string, input: HandOverInput) => begun(api.POST('/api/v1/managers/{id}/hand-over', { params: { path: { id } }, body: input }));

/** Who is away changes what is planned and who sees it. */
export function useManagersChanged() {
  const client = useQueryClient();
  return () => Promise.all([managerKeys.all, ['follow-ups'], ['customers'], ['today']].map((queryKey) => client.invalidateQueries({ queryKey })));
}
