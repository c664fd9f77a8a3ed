import { listSearch } from '../../api/list';
import { viewSearch, type BuiltInView, type ViewSearch } from '../../table/views';

export const customerViews = ['all', 'mine', 'team', 'recent', 'noNextStep', 'bin'] as const;
export type CustomerView = (typeof customerViews)[number];

/** The list's state, and `new` while the form for a new customer is open. */
export type CustomersSearch = ViewSearch & { new?: '1' };

export const customersSearch = (search: Record<string, unknown>): CustomersSearch => ({
  ...listSearch(search),
  ...viewSearch(search),
  ...(String(search.new) === '1' && { new: '1' as const }),
});

/** What each view shows, whatever it is called. */
export const customerScopes: Record<CustomerView, Omit<BuiltInView, 'id' | 'label'>> = {
  all: {},
  mine: { filter: { ownerId: { eq: 'me' } } },
  team: { filter: { ownerId: { eq: 'myTeam' } } },
  recent: { filter: { lastContactAt: { isEmpty: 'false' } }, sort: '-lastContactAt' },
  noNextStep: { filter: { nextFollowUpAt: { isEmpty: 'true' } } },
  bin: { deleted: 'only' },
};
