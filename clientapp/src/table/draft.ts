import { amountOf } from '../fields/settle';
import { entryOf, type FilterField } from './filterFields';
import { isGroup, simplify, type GroupKind, type Test, type Where } from './where';

/** A condition while it is built; each part has a number, so that nothing is drawn anew under the user's fingers. */
export type DraftTest = Test & { id: number };
export type DraftGroup = { id: number; kind: GroupKind; items: Draft[] };
export type Draft = DraftTest | DraftGroup;

let lastId = 0;

const numbered = (where: Where): Draft => (isGroup(where) ? { id: ++lastId, kind: where.kind, items: where.items.map(numbered) } : { id: ++lastId, ...where });

export const draftTest = (test: Test): DraftTest => ({ id: ++lastId, ...test });
export const draftGroup = (kind: GroupKind, items: Draft[]): DraftGroup => ({ id: ++lastId, kind, items });

export function draftOf(where: Where | null): DraftGroup {
  if (!where) return draftGroup('all', []);
  const draft = numbered(where);
  return isDraftGroup(draft) ? draft : draftGroup('all', [draft]);
}

export const isDraftGroup = (draft: Draft): draft is DraftGroup => 'items' in draft;

/** Puts another in the place of one part; null takes it away. */
export function replaceIn(group: DraftGroup, id: number, change: (item: Draft) => Draft | null): DraftGroup {
  if (group.id === id) return change(group) as DraftGroup;
  return { ...group, items: group.items.flatMap((item) => (item.id === id ? (change(item) ?? []) : isDraftGroup(item) ? replaceIn(item, id, change) : item)) };
}

export type TestProblem = 'missing' | 'notNumber' | 'gone';

export function problemOf(test: Test, fields: FilterField[]): TestProblem | null {
  const field = fields.find(({ key }) => key === test.field);
  if (!test.field) return 'missing';
  if (!field) return 'gone';
  const entry = entryOf(field, test.op);
  if (entry === 'nothing') return null;
  if (entry === 'dayRange' ? test.values.every((value) => !value) : test.values.length === 0 || test.values.some((value) => !value.trim())) return 'missing';
  if (entry === 'days') return test.values.every((value) => /^\d{1,4}$/.test(value.trim())) ? null : 'notNumber';
  return entry.startsWith('number') && test.values.some((value) => amountOf(value) === undefined) ? 'notNumber' : null;
}

/** Only what is whole, numbers as they are written on the wire. */
export function whereOf(draft: DraftGroup, fields: FilterField[]): Where | null {
  const settled = (item: Draft): Where[] => {
    if (isDraftGroup(item)) return [{ kind: item.kind, items: item.items.flatMap(settled) }];
    if (problemOf(item, fields)) return [];
    const field = fields.find(({ key }) => key === item.field)!;
    const numeric = entryOf(field, item.op).startsWith('number');
    return [{ field: item.field, op: item.op, values: item.values.map((value) => (numeric ? amountOf(value)! : value.trim())) }];
  };
  return simplify({ kind: draft.kind, items: draft.items.flatMap(settled) });
}

export const draftTests = (draft: Draft): DraftTest[] => (isDraftGroup(draft) ? draft.items.flatMap(draftTests) : [draft]);
