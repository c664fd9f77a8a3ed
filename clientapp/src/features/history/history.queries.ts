import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type ChangeRow = Schemas['ChangeRow'];
export type FieldChange = Schemas['FieldChange'];
export type UndoneChange = Schemas['UndoneChange'];
type HistoryPage = Schemas['ChangeRowPage'];

/** What stands in a file and has its history told there. */
const parts = ['addresses', 'tax-profiles', 'places', 'key-accounts'] as const;
export type Part = (typeof parts)[number];
export const partOf = ({ entity, name }: ChangeRow): Part | undefined => (name === null ? undefined : parts.find((part) => part === entity));

/** Whose history it is; a new version of the record has a longer one. */
export type HistoryOf = { entity: string; id: string; version: number };

const pageSize = 20;

export const historyQuery = ({ entity, id, version }: HistoryOf, field: string | null) => ({
  queryKey: ['history', entity, id, field ?? '', version] as const,
  queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }): Promise<HistoryPage> => {
    const query = { limit: pageSize, ...(field && { field }), ...(pageParam && { cursor: pageParam }) };
    return body(api.GET('/api/v1/{entity}/{id}/history', { params: { path: { entity, id }, query }, signal }));
  },
  initialPageParam: '',
  getNextPageParam: ({ page }: HistoryPage) => (page.hasMore ? page.next : null),
});

export const undoChange = (id: string, force: boolean) => body(api.POST('/api/v1/changes/{id}/undo', { params: { path: { id } }, body: { force } }));

/** What was undone shows on the record, on lists, today and in the search. */
export function useUndone({ entity }: HistoryOf) {
  const client = useQueryClient();
  return () => Promise.all([[entity], ['records', entity], ['history'], ['today'], ['search']].map((queryKey) => client.invalidateQueries({ queryKey })));
}
