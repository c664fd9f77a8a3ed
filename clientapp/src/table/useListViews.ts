import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ListQuery, ListSearch } from '../api/list';
import { useMe } from '../api/session';
import type { ColumnField } from '../fields/field';
import { useListSettings } from './listSettings';
import type { FetchPage } from './useRows';
import { changedSearch, laidOut, otherView, shownLayout, shownList, withScope, type BuiltInView, type Layout, type LayoutFields, type ViewSearch } from './views';
import { viewsQuery, type KnownView } from './views.queries';

type Options = {
  entity: string;
  builtIn: BuiltInView[];
  /** The page's own columns: what stands in one of them shows as a chip. */
  fields: ColumnField<never>[];
  /** The address, without what is the page's own. */
  search: ViewSearch;
  /** What else the page has than rows. */
  layouts?: LayoutFields;
  go: (search: ViewSearch, replace: boolean) => void;
};

export type ListViews = ReturnType<typeof useListViews>;
const none: KnownView[] = [];
const rowsOnly: LayoutFields = {};

/** A list with views: what the address shows, and the addresses of what comes next. */
export function useListViews({ entity, builtIn, fields, search, layouts = rowsOnly, go }: Options) {
  const { id: userId } = useMe();
  const { own, house, known, save } = useListSettings(entity);
  const views = useQuery(viewsQuery(entity, fields.filter((field) => field.filterable).map((field) => field.key)));
  const saved = views.data ?? none;

  // Remembered here too, so that the page need not ask before it shows the first rows.
  const memory = `crm.view.${userId}.${entity}`;
  const said = own?.defaultView ?? house?.defaultView ?? undefined;
  const preferred = known ? said : (localStorage.getItem(memory) ?? undefined);
  useEffect(() => {
    if (!known) return;
    if (said) localStorage.setItem(memory, said);
    else localStorage.removeItem(memory);
  }, [known, said, memory]);

  const list = shownList(search, builtIn, saved, preferred);
  const current = saved.find(({ id }) => id === list.view);
  const { layout, layoutField, changed } = shownLayout(search, current?.row, layouts);
  const shown = { ...list, changed: list.changed || changed };
  const kept: Pick<ViewSearch, 'as' | 'by'> = { ...(search.as && { as: search.as }), ...(search.by && { by: search.by }) };
  const filter = withScope(shown.listed.filter, shown.scope);
  const wanted = search.view ?? preferred;
  const pinned = own?.pinned ?? house?.pinned ?? null;
  const ofAll = [...builtIn.map(({ id, label }) => ({ id, label })), ...saved.map(({ id, name }) => ({ id, label: name }))];
  const standing = pinned ?? [...builtIn.map(({ id }) => id), ...saved.filter(({ row }) => row.ownerId === userId).map(({ id }) => id)];
  const tabs = [...standing, ...(standing.includes(shown.view) ? [] : [shown.view])].flatMap((id) => ofAll.find((view) => view.id === id) ?? []);

  return {
    entity,
    shown,
    builtIn,
    saved,
    current,
    layout,
    /** The field of the columns of a board, or of the days of a calendar. */
    layoutField,
    /** A step of its own, from which the way back leads to what was shown before. */
    layOut: (next: Layout, field?: string) => go(laidOut(search, current?.row, layouts, next, field), next === layout),
    preferred: preferred ?? builtIn[0]!.id,
    /** All views with their names, and those that stand as tabs. */
    views: ofAll,
    tabs,
    saveSettings: save,
    go: (next: ViewSearch) => go(next, true),
    /** A saved view is meant whose filter has not come yet. */
    waiting: views.isPending && wanted !== undefined && builtIn.every(({ id }) => id !== wanted),
    /** All that narrows the list. */
    asked: { ...shown.listed, ...(filter && { filter }) } as ListQuery,
    onSearch: (next: ListSearch) => go({ ...changedSearch(shown, next, builtIn, saved, preferred), ...kept }, true),
    /** A saved view says itself how it is shown; among the others that stays. */
    searchOf: (view: string) => {
      const other = otherView(shown, view, builtIn, preferred);
      return saved.some(({ id }) => id === view) ? other : laidOut(other, undefined, layouts, layout, layoutField ?? undefined);
    },
    /** The same list with what the view adds unseen. */
    scoped:
      <Row>(fetchPage: FetchPage<Row>): FetchPage<Row> =>
      (query: ListQuery, signal) => {
        const narrowed = withScope(query.filter, shown.scope);
        return fetchPage({ ...query, ...(narrowed && { filter: narrowed }) }, signal);
      },
  };
}
