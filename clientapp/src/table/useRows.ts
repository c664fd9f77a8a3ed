import { keepPreviousData, useInfiniteQuery, useQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ListQuery, ListSearch, Page } from '../api/list';

export type FetchPage<Row> = (query: ListQuery, signal: AbortSignal) => Promise<Page<Row>>;

/** Rows page by page behind the cursor; the old rows stay on screen while a changed filter loads. */
export function useRows<Row>(queryKey: QueryKey, search: ListSearch, fetchPage: FetchPage<Row>, enabled = true) {
  const rows = useInfiniteQuery({
    queryKey: [...queryKey, search],
    queryFn: ({ pageParam, signal }) => fetchPage({ ...search, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ page }) => (page.hasMore ? page.next : null),
    placeholderData: keepPreviousData,
    enabled,
  });
  const data = useMemo(() => rows.data?.pages.flatMap((page) => page.data) ?? [], [rows.data]);
  return { ...rows, rows: data };
}

/** The total is counted when somebody asks for it, and again only when the filter changes. */
export function useTotal<Row>(queryKey: QueryKey, search: ListSearch, fetchPage: FetchPage<Row>) {
  const filter = JSON.stringify([search.q, search.filter, search.where, search.deleted]);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const total = useQuery({
    queryKey: [...queryKey, 'total', filter],
    queryFn: async ({ signal }) => (await fetchPage({ ...search, limit: 1, count: 'exact' }, signal)).total ?? null,
    enabled: askedFor === filter,
  });
  return { total: askedFor === filter ? total.data : null, counting: total.isFetching, count: () => setAskedFor(filter) };
}
