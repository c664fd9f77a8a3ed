import type { Filters, ListSearch } from '../api/list';

/** What a view puts on a list; the text in the search box is the user's and never a part of it. */
export type ViewState = Pick<ListSearch, 'filter' | 'where' | 'sort'>;

/** A view that the product brings along: its filter holds beside the user's own and shows no chips. */
export type BuiltInView = { id: string; label: string; filter?: Filters; sort?: string; deleted?: 'only' };

/** A view that somebody saved: its filter is the list's, and the user may change it for now. */
export type SavedView = { id: string; name: string; state: ViewState };

export const layouts = ['list', 'board', 'calendar'] as const;
export type Layout = (typeof layouts)[number];

/**
 * The address of a list with views. A view alone shows it as it is saved; `edited` says that the address holds all of the
 * list's state, so that a link and the way back show exactly what was there. `as` and `by` stand there when it is shown in
 * another way than the view says: `by` is the field whose values are the columns of a board.
 */
export type ViewSearch = ListSearch & { view?: string; edited?: '1'; as?: Layout; by?: string };

export function viewSearch(search: Record<string, unknown>): Pick<ViewSearch, 'view' | 'edited' | 'as' | 'by'> {
  const as = layouts.find((known) => known === search['as']);
  return {
    ...(typeof search['view'] === 'string' && /^[\w-]{1,64}$/.test(search['view']) && { view: search['view'] }),
    ...(String(search['edited']) === '1' && { edited: '1' as const }),
    ...(as && { as }),
    ...(typeof search['by'] === 'string' && search['by'] && { by: search['by'] }),
  };
}

export type ShownList = {
  view: string;
  /** What the page shows as the list's state. */
  listed: ListSearch;
  /** What the view adds to it unseen. */
  scope: Filters | undefined;
  /** A saved view looks different from how it was saved. */
  changed: boolean;
};

/** What an address shows. An unknown view is the first one: somebody may have deleted it. */
export function shownList(search: ViewSearch, builtIn: BuiltInView[], saved: SavedView[], preferred: string | undefined): ShownList {
  const { view, edited, as: _as, by: _by, ...own } = search;
  const bare = !own.filter && !own.where && !own.sort && !own.q && !own.deleted;
  const wanted = own.deleted ? builtIn.find((one) => one.deleted)?.id : (view ?? (bare ? preferred : undefined));

  const mine = saved.find(({ id }) => id === wanted);
  if (mine) {
    const listed = edited ? own : { ...mine.state, ...(own.q && { q: own.q }) };
    return { view: mine.id, listed, scope: undefined, changed: !sameState(listed, mine.state) };
  }

  const given = builtIn.find(({ id }) => id === wanted) ?? builtIn[0]!;
  const listed = { ...own, ...(given.deleted && { deleted: given.deleted }), ...(!own.sort && given.sort && { sort: given.sort }) };
  return { view: given.id, listed, scope: given.filter, changed: false };
}

/** The address after a change of the list within its view. */
export function changedSearch(shown: ShownList, next: ListSearch, builtIn: BuiltInView[], saved: SavedView[], preferred: string | undefined): ViewSearch {
  const { deleted: _, ...state } = next;
  const mine = saved.find(({ id }) => id === shown.view);
  if (mine) return sameState(next, mine.state) ? { view: mine.id, ...(next.q && { q: next.q }) } : { view: mine.id, edited: '1', ...state };

  const given = builtIn.find(({ id }) => id === shown.view)!;
  const { sort, ...others } = state;
  const left = { ...others, ...(sort && sort !== given.sort && { sort }) };
  return { ...viewPart(given.id, builtIn, preferred), ...left };
}

/** The address of another view: among those that the product brings along the user's own filters stay. */
export function otherView(shown: ShownList, to: string, builtIn: BuiltInView[], preferred: string | undefined): ViewSearch {
  const stays = builtIn.some(({ id }) => id === to) && builtIn.some(({ id }) => id === shown.view);
  if (!stays) return { ...viewPart(to, builtIn, preferred), ...(shown.listed.q && { q: shown.listed.q }) };
  const { deleted: _, sort, ...own } = shown.listed;
  const given = builtIn.find(({ id }) => id === shown.view);
  return { ...viewPart(to, builtIn, preferred), ...own, ...(sort && sort !== given?.sort && { sort }) };
}

/** The first view needs no name in the address, unless the user prefers to begin with another. */
const viewPart = (id: string, builtIn: BuiltInView[], preferred: string | undefined): Pick<ViewSearch, 'view'> => (id === (preferred ?? builtIn[0]!.id) ? {} : { view: id });

/** The filters of the user and of the view, which yields where both say something about one field. */
export const withScope = (filter: Filters | undefined, scope: Filters | undefined): Filters | undefined => (scope ? { ...scope, ...filter } : filter);

/** The fields by which the page shows its records unless somebody chooses another: that of the columns of a board, that of the days of a calendar. */
export type LayoutFields = Partial<Record<Exclude<Layout, 'list'>, string>>;

export type ShownLayout = { layout: Layout; layoutField: string | null; /** Another than the view says. */ changed: boolean };

/** How an address shows the list: as it says itself, else as the view does, else in rows. */
export function shownLayout({ as, by }: ViewSearch, row: SavedLayout | undefined, fields: LayoutFields): ShownLayout {
  const usual = savedLayout(row, fields);
  const layout = as && (as === 'list' || as in fields) ? as : usual.layout;
  if (layout === 'list') return { layout, layoutField: null, changed: Boolean(row) && usual.layout !== 'list' };
  const layoutField = by ?? (layout === usual.layout ? usual.layoutField : null) ?? fields[layout]!;
  return { layout, layoutField, changed: Boolean(row) && (layout !== usual.layout || layoutField !== usual.layoutField) };
}

type SavedLayout = { layout: Layout; layoutField: string | null };

/** A way of showing that the page does not have is that of rows. */
const savedLayout = (row: SavedLayout | undefined, fields: LayoutFields): SavedLayout =>
  row && row.layout !== 'list' && row.layout in fields ? { layout: row.layout, layoutField: row.layoutField ?? fields[row.layout]! } : { layout: 'list', layoutField: null };

/** The same list shown in another way, with all that narrows it. */
export function laidOut(search: ViewSearch, row: SavedLayout | undefined, fields: LayoutFields, layout: Layout, field = search.by): ViewSearch {
  const { as: _as, by: _by, ...same } = search;
  const usual = savedLayout(row, fields);
  const settled = layout === usual.layout ? usual.layoutField : layout === 'list' ? null : fields[layout];
  return { ...same, ...(layout !== usual.layout && { as: layout }), ...(field && field !== settled && { by: field }) };
}

/** All of what a list shows, as a view that is to be saved keeps it. */
export const stateToSave = ({ listed, scope }: ShownList): ViewState => {
  const filter = withScope(listed.filter, scope);
  return { ...(filter && { filter }), ...(listed.where && { where: listed.where }), ...(listed.sort && { sort: listed.sort }) };
};

const sameState = (one: ViewState, other: ViewState) => one.where === other.where && one.sort === other.sort && canonical(one.filter) === canonical(other.filter);

const canonical = (filter: Filters | undefined) =>
  JSON.stringify(Object.entries(filter ?? {}).map(([key, tests]) => [key, Object.entries(tests).toSorted()]).toSorted());
