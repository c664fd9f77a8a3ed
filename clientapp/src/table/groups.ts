import { api, body } from '../api/client';
import type { ListQuery } from '../api/list';
import type { Money } from '../format/format';
import { filterOf } from './whereApi';

type Asked = { by?: string; sum?: string[]; average?: string[] };

/** What a list comes to, as a whole and by the values of a field. */
export const groupsQuery = (entity: string, { q, deleted, filter, where }: ListQuery, asked: Asked) => ({
  queryKey: ['groups', entity, q, deleted, filter, where, asked],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    body(
      api.POST('/api/v1/{entity}/groups', {
        params: { path: { entity } },
        body: { where: filterOf({ ...(filter && { filter }), ...(where && { where }) }), ...(q && { q }), ...(deleted && { deleted }), ...asked },
        signal,
      }),
    ),
});

/** A sum or an average as the API writes it: amounts by currency, or one number as text. */
export const figureOf = (value: unknown): Money[] | string | null => (Array.isArray(value) ? (value as Money[]) : typeof value === 'string' ? value : null);
