import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery, Page } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

/** What every simple record has, whatever its fields are. */
export type SimpleRecord = Pick<components['schemas']['Competitor'], 'id' | 'name' | 'version' | 'deletedAt' | 'can'> & Record<string, unknown>;
export type Changes = Record<string, unknown>;

/** The addresses of all simple kinds are alike; one stands for them before the compiler. */
const at = (entity: string) => `/api/v1/${entity}` as '/api/v1/competitors';
const recordAt = (entity: string) => `${at(entity)}/{id}` as const;

export const recordKeys = {
  list: (entity: string) => ['records', entity, 'list'] as const,
  detail: (entity: string, id: string) => ['records', entity, id] as const,
};

export const listRecords = (entity: string, query: ListQuery, signal: AbortSignal) =>
  withConditions<SimpleRecord>(entity, async (asked, signal) => (await body(api.GET(at(entity), { params: { query: asked }, signal }))) as unknown as Page<SimpleRecord>)(query, signal);

export const getRecord = async (entity: string, id: string) => (await body(api.GET(recordAt(entity), { params: { path: { id } } }))) as unknown as SimpleRecord;
export const recordQuery = (entity: string, id: string) => ({ queryKey: recordKeys.detail(entity, id), queryFn: () => getRecord(entity, id) });

export const createRecord = async (entity: string, input: Changes) =>
  (await body(api.POST(at(entity), { body: input as unknown as components['schemas']['CompetitorInput'] }))) as unknown as SimpleRecord;

export const changeRecord = async (entity: string, id: string, changes: Changes, version: number) =>
  (await body(api.PATCH(recordAt(entity), { params: { path: { id } }, headers: ifMatch(version), body: changes as components['schemas']['CompetitorPatch'] }))) as unknown as SimpleRecord;

/** A record shows on its list and in the search. */
export function useRecordsChanged(entity: string) {
  const client = useQueryClient();
  return () => Promise.all([['records', entity], ['search']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function useRecordBin(entity: string) {
  const { t } = useTranslation('records');
  const changed = useRecordsChanged(entity);

  const restore = useMutation({
    mutationFn: ({ id }: SimpleRecord) => body(api.POST(`${recordAt(entity)}/restoration`, { params: { path: { id } } })),
    onSuccess: (_, { name }) => toast(t('restored', { name })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: SimpleRecord) => api.DELETE(recordAt(entity), { params: { path: { id } }, headers: ifMatch(version) }),
    onSuccess: (_, record) => toast(t('deleted', { name: record.name }), { undo: () => restore.mutate(record) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
