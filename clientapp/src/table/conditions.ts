import type { FetchPage } from './useRows';

/** A list that also takes conditions of groups: those are asked by a search, which comes when it is needed. */
export const withConditions =
  <Row>(entity: string, list: FetchPage<Row>): FetchPage<Row> =>
  async ({ where, ...query }, signal) => {
    if (!where) return list(query, signal);
    const { searchPage } = await import('./whereApi');
    return searchPage<Row>(entity, { ...query, where }, signal);
  };
