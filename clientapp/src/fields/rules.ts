import type { components } from '../api/schema';
import { memberOf } from './added';

type Filter = components['schemas']['Filter'];
export type Rule = components['schemas']['RuleMeta'];

/** What a rule in force makes of a field of this record. */
export type Mark = { required?: true; locked?: string };

const isNothing = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a record matches a condition; null where only the server can tell. */
export function holds(filter: Filter, record: object): boolean | null {
  if ('and' in filter) return every(filter.and.map((part) => holds(part, record)));
  if ('or' in filter) return negate(every(filter.or.map((part) => negate(holds(part, record)))));
  if ('not' in filter) return negate(holds(filter.not, record));
  return compare(memberOf(record, filter.field), filter.op ?? 'eq', filter.value);
}

const every = (parts: (boolean | null)[]) => (parts.includes(false) ? false : parts.includes(null) ? null : true);
const negate = (part: boolean | null) => (part === null ? null : !part);

function compare(said: unknown, op: string, wanted: unknown): boolean | null {
  if (op === 'isEmpty') return isNothing(said) === (String(wanted) === 'true');
  if (Array.isArray(said)) return null;
  const value = typeof said === 'object' && said !== null ? (said as { amount?: unknown }).amount : said;
  switch (op) {
    case 'eq':
    case 'ne':
    case 'in':
    case 'nin': {
      const among = isNothing(value) ? false : some([wanted].flat().map((one) => equal(value, one)));
      return op === 'eq' || op === 'in' ? among : negate(among);
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      if (isNothing(value)) return false;
      const [left, right] = [Number(value), Number(wanted)];
      if (Number.isNaN(left) || Number.isNaN(right)) return null;
      return { gt: left > right, gte: left >= right, lt: left < right, lte: left <= right }[op];
    }
    default:
      return null;
  }
}

const some = (parts: (boolean | null)[]) => negate(every(parts.map(negate)));

/** `me` is whoever asks, and texts that differ in their letters alone are alike to the server. */
function equal(value: unknown, wanted: unknown): boolean | null {
  const [left, right] = [String(value), String(wanted)];
  if (left === right) return true;
  if (right === 'me' || right === 'myTeam' || left.toLowerCase() === right.toLowerCase()) return null;
  return left !== '' && right !== '' && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right)) ? Number(left) === Number(right) : false;
}

/** What the rules make of the fields of a record as it is: those that a form can say before the server does. */
export function marksOf(rules: Rule[], record: object, english: boolean): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const rule of rules) {
    if (rule.kind !== 'required' && rule.kind !== 'read_only') continue;
    if (rule.when && holds(rule.when as Filter, record) !== true) continue;
    const mark: Mark = rule.kind === 'required' ? { required: true } : { locked: english ? rule.messageEn : rule.messageZh };
    marks.set(rule.field, { ...marks.get(rule.field), ...mark });
  }
  return marks;
}
