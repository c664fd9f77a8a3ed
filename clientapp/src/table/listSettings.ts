import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, body } from '../api/client';
import type { components } from '../api/schema';
import { footings, type ColumnState, type Footing } from './columns';

type Schemas = components['schemas'];
export type ListSettings = Schemas['ListSettingsInput'];
type Answer = Schemas['ListSettingsAnswer'];

const path = (entity: string) => ({ params: { path: { entity } } });

export const listSettingsQuery = (entity: string) => ({
  queryKey: ['list-settings', entity],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/{entity}/list-settings', { ...path(entity), signal })),
  staleTime: 5 * 60_000,
});

/** How the user likes the lists of a kind; what he has not said, the house says. `save` writes a part and keeps the rest. */
export function useListSettings(entity: string | undefined) {
  const client = useQueryClient();
  const { data, isPending } = useQuery({ ...listSettingsQuery(entity ?? ''), enabled: entity !== undefined });
  const save = useCallback(
    async (changes: ListSettings) => {
      if (!entity) return;
      const { queryKey } = listSettingsQuery(entity);
      const before = client.getQueryData<Answer>(queryKey);
      const own = { ...before?.own, ...changes };
      client.setQueryData<Answer>(queryKey, (answer) => answer && { ...answer, own });
      await body(api.PUT('/api/v1/{entity}/list-settings', { ...path(entity), body: own })).catch(() => client.invalidateQueries({ queryKey }));
    },
    [client, entity],
  );
  return { own: data?.own ?? null, house: data?.house ?? null, known: !isPending, save };
}

/** What is set now becomes what everybody begins with. */
export const saveForHouse = (entity: string, settings: ListSettings) => body(api.PUT('/api/v1/{entity}/list-settings/house', { ...path(entity), body: settings }));

export const columnsToSave = (state: ColumnState): Pick<ListSettings, 'columns' | 'density'> => ({
  density: state.density,
  columns: state.order.map((key, index) => ({
    key,
    frozen: index < state.frozen,
    hidden: state.hidden.includes(key),
    ...(state.widths[key] !== undefined && { width: Math.min(1000, state.widths[key]) }),
    ...(state.footings[key] && { footing: state.footings[key] }),
  })),
});

export function columnsOf({ columns, density }: ListSettings): Partial<ColumnState> | null {
  if (!columns) return null;
  const footing = (text: string | null | undefined): text is Footing => (footings as readonly (string | null | undefined)[]).includes(text);
  const movable = columns.findIndex((column) => !column.frozen);
  return {
    order: columns.map(({ key }) => key),
    hidden: columns.filter(({ hidden }) => hidden).map(({ key }) => key),
    widths: Object.fromEntries(columns.flatMap(({ key, width }) => (width ? [[key, width]] : []))),
    footings: Object.fromEntries(columns.flatMap((column) => (footing(column.footing) ? [[column.key, column.footing]] : []))),
    frozen: movable < 0 ? 1 : movable,
    ...(density && { density }),
  };
}
