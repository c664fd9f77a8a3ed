import { listSearch, type Filters, type ListSearch } from '../../api/list';
import { addDays } from '../../format/days';
import type { Formatter } from '../../format/format';

export const contactViews = ['all', 'mine', 'quiet', 'bin'] as const;
export type ContactView = (typeof contactViews)[number];

/** The list's state; `quiet` is a view of its own because its day moves on; `new` while the form for a new contact is open. */
export type ContactsSearch = ListSearch & { view?: 'mine' | 'quiet'; new?: '1' };

export function contactsSearch(search: Record<string, unknown>): ContactsSearch {
  const { view } = search;
  return {
    ...listSearch(search),
    ...((view === 'mine' || view === 'quiet') && { view }),
    ...(String(search['new']) === '1' && { new: '1' as const }),
  };
}

export const viewOf = ({ view, deleted }: ContactsSearch): ContactView => (deleted ? 'bin' : (view ?? 'all'));

/** The search for another view: the text, the order and the user's own filters stay. */
export function switchView({ q, sort, filter }: ContactsSearch, view: ContactView): ContactsSearch {
  return {
    ...(q && { q }),
    ...(sort && { sort }),
    ...(filter && { filter }),
    ...((view === 'mine' || view === 'quiet') && { view }),
    ...(view === 'bin' && { deleted: 'only' }),
  };
}

const quietDays = 90;

/** What a view asks of the API, beside the user's own filters. */
export function filtersOf({ view, filter }: ContactsSearch, format: Formatter): Filters {
  return {
    ...(view && { ownerId: { eq: 'me' } }),
    ...(view === 'quiet' && { lastContactAt: { lt: format.startOfDay(addDays(format.today(), -quietDays)) } }),
    ...filter,
  };
}
