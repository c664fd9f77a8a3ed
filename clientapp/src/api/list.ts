import type { QueryValue } from './query';

export const operators = [
  'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'contains', 'startsWith', 'isEmpty', 'between', 'inside',
] as const;
export type Operator = (typeof operators)[number];

/** `{ status: { in: 'new,active' }, createdAt: { gte: '2026-01-01' } }` */
export type Filters = Record<string, Partial<Record<Operator, string>>>;

/** What a list shows, as its URL says it. `where` is a condition of groups, as `writeWhere` writes it. */
export type ListSearch = { q?: string; sort?: string; filter?: Filters; where?: string; deleted?: 'only' };

export type ListQuery = ListSearch & { cursor?: string; limit?: number; count?: 'exact' };

export type Page<Row> = {
  data: Row[];
  page: { next?: string | null; hasMore: boolean; limit: number };
  total?: { value: number; relation: string } | null;
};

/** For `validateSearch`: keeps what is understood, drops the rest, so an old link never breaks a page. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const result: ListSearch = {};
  if (typeof search.q === 'string' && search.q) result.q = search.q;
  if (typeof search.sort === 'string' && search.sort) result.sort = search.sort;
  if (typeof search.where === 'string' && search.where) result.where = search.where;
  if (search.deleted === 'only') result.deleted = 'only';
  const filter = filters(search.filter as QueryValue);
  if (Object.keys(filter).length > 0) result.filter = filter;
  return result;
}

function filters(value: QueryValue): Filters {
  const result: Filters = {};
  if (typeof value !== 'object' || value === null) return result;
  for (const [field, test] of Object.entries(value)) {
    if (typeof test === 'string') result[field] = { eq: test };
    else if (typeof test === 'object' && test !== null)
      for (const operator of operators) {
        const operand = test[operator];
        if (typeof operand === 'string') result[field] = { ...result[field], [operator]: operand };
      }
  }
  return result;
}
