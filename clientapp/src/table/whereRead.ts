import type { Filters } from '../api/list';
import type { components } from '../api/schema';
import { addDays } from '../format/days';
import { currentFormatter } from '../format/useFormat';
import type { ViewState } from './views';
import { isGroup, writeWhere, type Group, type Test, type Where } from './where';

type ApiFilter = components['schemas']['Filter'];
type Comparison = Extract<ApiFilter, { field: string }>;

/** What the page has no editor for. */
class Unreadable extends Error {}

const isComparison = (filter: ApiFilter): filter is Comparison => 'field' in filter;
const textOf = ({ value }: Comparison) => [value].flat().map(String);

/** A saved filter as chips and a condition; null where it says what the page cannot show. */
export function stateOf(where: ApiFilter | null | undefined, sort: string | null | undefined, chipKeys: string[]): ViewState | null {
  const filter: Filters = {};
  const rest: Where[] = [];
  try {
    for (const part of where ? ('and' in where ? where.and : [where]) : []) {
      const chip = isComparison(part) ? chipOf(part, chipKeys) : null;
      const [field, op, value] = chip ?? [];
      if (field && op && value !== undefined && !filter[field]?.[op]) filter[field] = { ...filter[field], [op]: value };
      else rest.push(read(part));
    }
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
  const [only] = rest;
  const condition: Where | null = rest.length > 1 ? { kind: 'all', items: rest } : (only ?? null);
  return { ...(Object.keys(filter).length > 0 && { filter }), ...(condition && { where: writeWhere(condition) }), ...(sort && { sort }) };
}

const chipOps = ['eq', 'in', 'inside', 'contains', 'gte', 'lte', 'lt', 'isEmpty'] as const;

function chipOf(comparison: Comparison, chipKeys: string[]): [string, (typeof chipOps)[number], string] | null {
  const op = chipOps.find((known) => known === (comparison.op ?? 'eq'));
  return op && chipKeys.includes(comparison.field) ? [comparison.field, op, textOf(comparison).join(',')] : null;
}

function read(filter: ApiFilter): Where {
  if (isComparison(filter)) return test(filter);
  if ('and' in filter) return { kind: 'all', items: filter.and.map(read) };
  if ('or' in filter) return { kind: 'any', items: filter.or.map(read) };
  const inner = read(filter.not);
  if (!isGroup(inner)) return { kind: 'none', items: [inner] };
  const turned: Record<Group['kind'], Group['kind']> = { all: 'notAll', any: 'none', none: 'any', notAll: 'all' };
  return { ...inner, kind: turned[inner.kind] };
}

function test(comparison: Comparison): Test {
  const { field } = comparison;
  const op = comparison.op ?? 'eq';
  const values = textOf(comparison);
  const [value = ''] = values;
  const day = dayOf(value);
  switch (op) {
    case 'eq':
    case 'in':
      return day ? { field, op: 'on', values: [day, day] } : { field, op: 'is', values };
    case 'ne':
    case 'nin':
      return { field, op: 'isNot', values };
    case 'isEmpty':
      return { field, op: value === 'true' ? 'empty' : 'notEmpty', values: [] };
    case 'within':
    case 'notWithin':
      return span(field, op, value);
    case 'between':
      return day ? { field, op: 'on', values: values.map((text) => dayOf(text) ?? text) } : { field, op, values };
    case 'endsWith':
      throw new Unreadable();
    case 'lt':
      return day ? { field, op: 'before', values: [day] } : { field, op, values };
    case 'lte':
      return day ? { field, op: 'before', values: [addDays(day, 1)] } : { field, op, values };
    case 'gt':
      return day ? { field, op: 'after', values: [day] } : { field, op, values };
    case 'gte':
      return day ? { field, op: 'after', values: [addDays(day, -1)] } : { field, op, values };
    default:
      return { field, op, values };
  }
}

function span(field: string, op: 'within' | 'notWithin', value: string): Test {
  const counted = /^(last|next):(\d+)([dw])$/.exec(value);
  if (!counted) {
    if (op === 'notWithin' || value.includes(':')) throw new Unreadable();
    return { field, op: 'period', values: [value] };
  }
  const days = String(Number(counted[2]) * (counted[3] === 'w' ? 7 : 1));
  if (op === 'notWithin' && counted[1] === 'next') throw new Unreadable();
  return { field, op: op === 'notWithin' ? 'olderThan' : counted[1] === 'last' ? 'lastDays' : 'nextDays', values: [days] };
}

/** The user's day of a day or an instant; undefined for anything else. */
function dayOf(text: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  return currentFormatter().dayOf(text);
}
