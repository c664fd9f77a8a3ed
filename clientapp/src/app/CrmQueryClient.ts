import { QueryClient, type InvalidateOptions, type InvalidateQueryFilters, type QueryKey } from '@tanstack/react-query';

/**
 * Asks anew after a change, also what is being read for the first time: the library lets a first read run through an invalidation and
 * keeps what it brings, which the server may have read before the change.
 */
export class CrmQueryClient extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(filters?: InvalidateQueryFilters<Key>, options?: InvalidateOptions): Promise<void> {
    const first = this.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' }).filter((query) => query.state.data === undefined);
    await Promise.all([
      super.invalidateQueries(filters, options),
      ...first.map(async (query) => {
        await Promise.allSettled([query.promise]);
        if (query.state.status === 'success') await super.invalidateQueries({ ...filters, predicate: (other) => other === query }, options);
      }),
    ]);
  }
}
