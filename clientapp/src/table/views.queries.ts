import { api, body, ifMatch } from '../api/client';
import type { components } from '../api/schema';
import type { SavedView } from './views';

type Schemas = components['schemas'];
export type ViewRow = Schemas['SavedViewRow'];
export type ViewInput = Schemas['SavedViewInput'];
/** A saved view with its filter as the page shows it. */
export type KnownView = SavedView & { row: ViewRow };

export const viewsKey = (entity: string) => ['views', entity];

/** The views that the user sees; one whose filter the page cannot show is left to other programs. */
export const viewsQuery = (entity: string, chipKeys: string[]) => ({
  queryKey: viewsKey(entity),
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<KnownView[]> => {
    const { data } = await body(api.GET('/api/v1/{entity}/views', { params: { path: { entity } }, signal }));
    if (data.length === 0) return [];
    const { stateOf } = await import('./whereRead');
    return data.flatMap((row) => {
      const state = stateOf(row.where, row.sort, chipKeys);
      return state ? [{ id: row.id, name: row.name, state, row }] : [];
    });
  },
  staleTime: 60_000,
});

const path = (entity: string, viewId: string) => ({ params: { path: { entity, viewId } } });

export const addView = (entity: string, input: ViewInput) => body(api.POST('/api/v1/{entity}/views', { params: { path: { entity } }, body: input }));
export const replaceView = (row: ViewRow, input: ViewInput) => body(api.PUT('/api/v1/{entity}/views/{viewId}', { ...path(row.entity, row.id), headers: ifMatch(row.version), body: input }));
export const deleteView = (row: ViewRow) => api.DELETE('/api/v1/{entity}/views/{viewId}', { ...path(row.entity, row.id), headers: ifMatch(row.version) });

/** All that can be written about a view, as it stands. */
export const inputOf = ({ name, where, sort, columns, layout, layoutField, density, sharedWith, teamId, role }: ViewRow): ViewInput => ({
  name, where: where ?? null, sort, columns: columns ?? null, layout, layoutField, density: density ?? null, sharedWith, teamId, role: role ?? null,
});
