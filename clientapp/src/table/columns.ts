import type { ColumnField } from '../fields/field';

/**
 * A field as a column of a list. On a phone's card `always` leads, also without a value; `first` follows where it has one;
 * `last` shows only where room is left.
 */
export type Column<Row> = ColumnField<Row> & { card?: 'always' | 'first' | 'last' };

export const densities = { compact: 32, regular: 36, comfortable: 44 } as const;
export type Density = keyof typeof densities;

/** What stands under a column. */
export const footings = ['sum', 'average'] as const;
export type Footing = (typeof footings)[number];

/** What a user made of a table: only columns, never a value. `frozen`: so many columns stay when the others move sideways. */
export type ColumnState = { order: string[]; hidden: string[]; widths: Record<string, number>; density: Density; frozen: number; footings: Record<string, Footing> };

export const mostFrozen = 3;
const storageKey = (userId: string, tableId: string) => `crm.columns.${userId}.${tableId}`;

export function defaultColumns<Row>(fields: ColumnField<Row>[]): ColumnState {
  return {
    order: fields.map((field) => field.key),
    hidden: fields.filter((field) => field.hidden).map((field) => field.key),
    widths: {},
    density: 'regular',
    frozen: 1,
    footings: {},
  };
}

/** A saved state, fitted to the fields of today: new ones appear where they stand, gone ones are left out. */
export function fitColumns<Row>(saved: Partial<ColumnState> | null, fields: ColumnField<Row>[]): ColumnState {
  const initial = defaultColumns(fields);
  if (!saved?.order || !saved.hidden) return initial;

  const order = saved.order.filter((key) => initial.order.includes(key));
  const known = new Set(order);
  initial.order.forEach((key, index) => {
    if (!known.has(key)) order.splice(index, 0, key);
  });
  // The first field names the row; it stays first and shown.
  const first = initial.order[0]!;
  return {
    order: [first, ...order.filter((key) => key !== first)],
    hidden: [...saved.hidden.filter((key) => key !== first), ...initial.hidden.filter((key) => !known.has(key))],
    widths: saved.widths ?? {},
    density: saved.density && saved.density in densities ? saved.density : 'regular',
    frozen: Math.max(1, Math.min(mostFrozen, saved.frozen ?? 1)),
    footings: saved.footings ?? {},
  };
}

/** The fields that show, in the user's order. */
export const shownFields = <Row>(fields: Column<Row>[], { order, hidden }: ColumnState): Column<Row>[] =>
  order.flatMap((key) => (hidden.includes(key) ? [] : (fields.find((field) => field.key === key) ?? [])));

const cardRank = (column: { card?: Column<unknown>['card'] }) => ({ always: 0, first: 1, last: 3 })[column.card!] ?? 2;

/** In the order in which a card shows them. */
export const cardFields = <Row>(fields: Column<Row>[]): Column<Row>[] => fields.toSorted((one, other) => cardRank(one) - cardRank(other));

const minWidth = 64;

/** Another width for a column; `null` is the width it came with. */
export function withWidth(state: ColumnState, key: string, width: number | null): ColumnState {
  const { [key]: _, ...others } = state.widths;
  return { ...state, widths: width === null ? others : { ...others, [key]: Math.max(minWidth, Math.round(width)) } };
}

/** Another footing for a column; `null` is none. */
export function withFooting(state: ColumnState, key: string, footing: Footing | null): ColumnState {
  const { [key]: _, ...others } = state.footings;
  return { ...state, footings: footing ? { ...others, [key]: footing } : others };
}

export function readColumns(userId: string, tableId: string): Partial<ColumnState> | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey(userId, tableId)) ?? 'null') as Partial<ColumnState> | null;
  } catch {
    return null; // A damaged preference is no reason to refuse the list.
  }
}

export const writeColumns = (userId: string, tableId: string, state: ColumnState | null) =>
  state ? localStorage.setItem(storageKey(userId, tableId), JSON.stringify(state)) : localStorage.removeItem(storageKey(userId, tableId));

export type Sort = { key: string; descending: boolean };

export const parseSort = (sort: string | undefined): Sort[] =>
  (sort ?? '').split(',').filter(Boolean).map((part) => ({ key: part.replace(/^-/, ''), descending: part.startsWith('-') }));

/** Ascending, descending, the list's own order again. */
export function nextSort(sort: string | undefined, key: string): string | undefined {
  const current = parseSort(sort).find((part) => part.key === key);
  if (!current) return key;
  return current.descending ? undefined : `-${key}`;
}
