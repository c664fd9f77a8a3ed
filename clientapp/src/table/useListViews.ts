import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ListQuery, ListSearch } from '../api/list';
import { useMe } from '../api/session';
import type { ColumnField } from '../fields/field';
import { useListSettings } from './listSettings';
import type { FetchPage } from './useRows';
import { changedSearch, otherView, shownList, withScope, type BuiltInView, type ViewSearch } from './views';
import { viewsQuery, type KnownView } from './views.queries';

type Options = {
  entity: string;
  builtIn: BuiltInView[];
  /** The page's own columns: what stands in one of them shows as a chip. */
  fields: ColumnField<never>[];
  /** The address, without what is the page's own. */
  search: ViewSearch;
  go: (search: ViewSearch) => void;
};

export type ListViews = ReturnType<typeof useListViews>;
const none: KnownView[] = [];

/** A list with views: what the address shows, and the addresses of what comes next. */
export function useListViews({ entity, builtIn, fields, search, go }: Options) {
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

  const shown = shownList(search, builtIn, saved, preferred);
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
    current: saved.find(({ id }) => id === shown.view),
    preferred: preferred ?? builtIn[0]!.id,
    /** All views with their names, and those that stand as tabs. */
    views: ofAll,
    tabs,
    saveSettings: save,
    go,
    /** A saved view is meant whose filter has not come yet. */
    waiting: views.isPending && wanted !== undefined && builtIn.every(({ id }) => id !== wanted),
    /** All that narrows the list. */
    asked: { ...shown.listed, ...(filter && { filter }) } as ListQuery,
    onSearch: (next: ListSearch) => go(changedSearch(shown, next, builtIn, saved, preferred)),
    searchOf: (view: string) => otherView(shown, view, builtIn, preferred),
    /** The same list with what the view adds unseen. */
    scoped:
      <Row>(fetchPage: FetchPage<Row>): FetchPage<Row> =>
      (query: ListQuery, signal) => {
        const narrowed = withScope(query.filter, shown.scope);
        return fetchPage({ ...query, ...(narrowed && { filter: narrowed }) }, signal);
      },
  };
}
