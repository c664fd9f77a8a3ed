import { listSearch, type Filters, type ListSearch } from '../../api/list';

export const customerViews = ['all', 'mine', 'noNextStep', 'bin'] as const;
export type CustomerView = (typeof customerViews)[number];

/** The list's state, `as` for cards instead of rows, and `new` while the form for a new customer is open. */
export type CustomersSearch = ListSearch & { as?: 'board'; new?: '1' };

export const customersSearch = (search: Record<string, unknown>): CustomersSearch => ({
  ...listSearch(search),
  ...(search.as === 'board' && { as: 'board' as const }),
  ...(String(search.new) === '1' && { new: '1' as const }),
});

const tests: Record<CustomerView, Filters> = {
  all: {},
  mine: { ownerId: { eq: 'me' } },
  noNextStep: { nextFollowUpAt: { isEmpty: 'true' } },
  bin: {},
};

/** A view is its own filter beside those the user chose; which one it is can be read from the address. */
export function viewOf({ filter, deleted }: ListSearch): CustomerView {
  if (deleted) return 'bin';
  if (filter?.nextFollowUpAt?.isEmpty === 'true') return 'noNextStep';
  return filter?.ownerId?.eq === 'me' ? 'mine' : 'all';
}

/** The search for another view: the text, the order and the user's own filters stay. */
export function switchView({ q, sort, filter, ...search }: ListSearch, view: CustomerView): ListSearch {
  const left = Object.keys(tests[viewOf({ ...search, ...(filter && { filter }) })]);
  const kept = Object.fromEntries(Object.entries(filter ?? {}).filter(([key]) => !left.includes(key)));
  const next = { ...kept, ...tests[view] };
  return {
    ...(q && { q }),
    ...(sort && { sort }),
    ...(Object.keys(next).length > 0 && { filter: next }),
    ...(view === 'bin' && { deleted: 'only' }),
  };
}
