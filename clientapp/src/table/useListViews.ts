import type { ListQuery, ListSearch } from '../api/list';
import type { FetchPage } from './useRows';
import { changedSearch, otherView, shownList, withScope, type BuiltInView, type SavedView, type ViewSearch } from './views';

type Options = {
  builtIn: BuiltInView[];
  /** The address, without what is the page's own. */
  search: ViewSearch;
  go: (search: ViewSearch) => void;
};

const none: SavedView[] = [];

/** A list with views: what the address shows, and the addresses of what comes next. */
export function useListViews({ builtIn, search, go }: Options) {
  const saved = none;
  const preferred = undefined;
  const shown = shownList(search, builtIn, saved, preferred);
  const filter = withScope(shown.listed.filter, shown.scope);
  return {
    shown,
    /** All that narrows the list. */
    asked: { ...shown.listed, ...(filter && { filter }) } as ListQuery,
    onSearch: (next: ListSearch) => go(changedSearch(shown, next, builtIn, saved, preferred)),
    searchOf: (view: string) => otherView(shown, view, builtIn, preferred),
    /** The same list with what the view adds unseen. */
    scoped:
      <Row>(fetchPage: FetchPage<Row>): FetchPage<Row> =>
      (query: ListQuery, signal) => {
        const filter = withScope(query.filter, shown.scope);
        return fetchPage({ ...query, ...(filter && { filter }) }, signal);
      },
  };
}
