import { api, body } from '../api/client';
import type { Filters, ListQuery, Page } from '../api/list';
import type { components } from '../api/schema';
import { addDays } from '../format/days';
import { currentFormatter } from '../format/useFormat';
import { isGroup, readWhere, type GroupKind, type Test, type Where } from './where';

export type ApiFilter = components['schemas']['Filter'];
type Operator = 'in' | 'nin' | 'hasAll' | 'contains' | 'notContains' | 'startsWith' | 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'between' | 'inside' | 'notInside' | 'within' | 'notWithin' | 'isEmpty';

const several: string[] = ['in', 'nin', 'hasAll', 'between', 'inside', 'notInside'];
const compare = (field: string, op: Operator, value: string | string[] | boolean): ApiFilter => ({ field, op, value });

const negated: Partial<Record<Test['op'], Test['op']>> = { is: 'isNot', isNot: 'is', contains: 'notContains', notContains: 'contains', inside: 'notInside', notInside: 'inside', empty: 'notEmpty', notEmpty: 'empty' };
const opposite: Record<GroupKind, GroupKind> = { all: 'any', any: 'all', none: 'any', notAll: 'all' };

/** All that narrows a list, chips and condition, as the API reads it; null where nothing does. */
export function filterOf({ filter, where }: Pick<ListQuery, 'filter' | 'where'>): ApiFilter | null {
  const condition = where ? readWhere(where) : null;
  return join('and', [...chips(filter), ...(condition ? [compile(condition, false)] : [])]);
}

function chips(filters: Filters = {}): ApiFilter[] {
  return Object.entries(filters).flatMap(([field, tests]) =>
    Object.entries(tests).map(([op, value]) => compare(field, op as Operator, several.includes(op) ? value.split(',') : op === 'isEmpty' ? value === 'true' : value)),
  );
}

/** Negations go down to the tests (not all of them = one of them not), because the API counts each as a group. */
function compile(where: Where, negate: boolean): ApiFilter {
  if (!isGroup(where)) {
    const other = negated[where.op];
    if (!negate) return comparison(where);
    return other ? comparison({ ...where, op: other }) : { not: comparison(where) };
  }
  const inner = where.kind === 'none' || where.kind === 'notAll' ? !negate : negate;
  const plain = where.kind === 'none' ? 'any' : where.kind === 'notAll' ? 'all' : where.kind;
  const kind = inner ? opposite[plain] : plain;
  return join(kind === 'all' ? 'and' : 'or', where.items.map((item) => compile(item, inner))) ?? { and: [] };
}

/** Groups of one are none, and like within like is one group. */
function join(kind: 'and' | 'or', filters: ApiFilter[]): ApiFilter | null {
  const flat = filters.flatMap((filter) => (kind === 'and' && 'and' in filter ? filter.and : kind === 'or' && 'or' in filter ? filter.or : [filter]));
  if (flat.length < 2) return flat[0] ?? null;
  return kind === 'and' ? { and: flat } : { or: flat };
}

function comparison({ field, op, values }: Test): ApiFilter {
  const [value = '', other = ''] = values;
  switch (op) {
    case 'is':
    case 'isNot':
      return values.length === 1 ? compare(field, op === 'is' ? 'eq' : 'ne', value) : compare(field, op === 'is' ? 'in' : 'nin', values);
    case 'between':
    case 'hasAll':
    case 'inside':
    case 'notInside':
      return compare(field, op, values);
    case 'period':
      return compare(field, 'within', value);
    case 'lastDays':
      return compare(field, 'within', `last:${value}d`);
    case 'nextDays':
      return compare(field, 'within', `next:${value}d`);
    case 'olderThan':
      return compare(field, 'notWithin', `last:${value}d`);
    case 'empty':
    case 'notEmpty':
      return compare(field, 'isEmpty', op === 'empty');
    case 'on':
      return join('and', [...(value ? [compare(field, 'gte', begin(field, value))] : []), ...(other ? [compare(field, 'lt', begin(field, addDays(other, 1)))] : [])])!;
    case 'before':
      return compare(field, 'lt', begin(field, value));
    case 'after':
      return compare(field, 'gte', begin(field, addDays(value, 1)));
    default:
      return compare(field, op, value);
  }
}

/** Instants are asked for by the moment at which a day begins for the user; their fields end in `At` by the contract's own custom. */
function begin(field: string, day: string): string {
  return instants.test(field) ? currentFormatter().startOfDay(day) : day;
}

const instants = /(At|^due)$/;

/** A page of a list by a condition, with the rows that the list of this kind has. */
export const searchPage = async <Row>(entity: string, { q, sort, limit, cursor, count, deleted, ...narrow }: ListQuery, signal: AbortSignal): Promise<Page<Row>> =>
  (await body(
    api.POST('/api/v1/{entity}/search', {
      params: { path: { entity } },
      body: { where: filterOf(narrow), ...(q && { q }), ...(sort && { sort }), ...(limit && { limit }), ...(cursor && { cursor }), ...(count && { count }), ...(deleted && { deleted }) },
      signal,
    }),
  )) as unknown as Page<Row>;
