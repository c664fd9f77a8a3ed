import type { Filters, Operator } from '../api/list';
import { addDays } from '../format/days';
import type { Formatter } from '../format/format';

type Tests = Filters[string];
export type Days = { from: string; to: string };

/** Days as the user means them: both ends count. For instants they become bounds in his time zone. */
export function testsOfDays({ from, to }: Days, instants: boolean, format: Formatter): Tests | null {
  if (!from && !to) return null;
  if (!instants) return { ...(from && { gte: from }), ...(to && { lte: to }) };
  return { ...(from && { gte: format.startOfDay(from) }), ...(to && { lt: format.startOfDay(addDays(to, 1)) }) };
}

export function daysOfTests(tests: Tests | undefined, format: Formatter): Days {
  const from = tests?.gte ?? '';
  const to = tests?.lt ? addDays(asDay(tests.lt, format), -1) : (tests?.lte ?? '');
  return { from: from && asDay(from, format), to: to && asDay(to, format) };
}

const asDay = (value: string, format: Formatter) => (value.includes('T') ? format.dayOf(value) : value);

export const valuesOf = (tests: Tests | undefined) => (tests?.in ?? tests?.inside ?? tests?.eq ?? '').split(',').filter(Boolean);

export function withFilter(filters: Filters | undefined, key: string, tests: Tests | null): Filters | undefined {
  const { [key]: _, ...others } = filters ?? {};
  const next = tests ? { ...others, [key]: tests } : others;
  return Object.keys(next).length > 0 ? next : undefined;
}

export const emptyTest = (tests: Tests | undefined): boolean | null => (tests?.isEmpty ? tests.isEmpty === 'true' : null);

export const single = (operator: Operator, value: string): Tests | null => (value ? { [operator]: value } : null);
