import { listSearch } from '../../api/list';
import { addDays } from '../../format/days';
import type { Formatter } from '../../format/format';
import { viewSearch, type BuiltInView, type ViewSearch } from '../../table/views';

export const contactViews = ['all', 'mine', 'quiet', 'bin'] as const;
export type ContactView = (typeof contactViews)[number];

/** The list's state; `new` while the form for a new contact is open. */
export type ContactsSearch = ViewSearch & { new?: '1' };

export const contactsSearch = (search: Record<string, unknown>): ContactsSearch => ({
  ...listSearch(search),
  ...viewSearch(search),
  ...(String(search['new']) === '1' && { new: '1' as const }),
});

const quietDays = 90;

/** What each view shows, whatever it is called; the day of `quiet` moves on. */
export const contactScopes = (format: Formatter): Record<ContactView, Omit<BuiltInView, 'id' | 'label'>> => ({
  all: {},
  mine: { filter: { ownerId: { eq: 'me' } } },
  quiet: { filter: { ownerId: { eq: 'me' }, lastContactAt: { lt: format.startOfDay(addDays(format.today(), -quietDays)) } } },
  bin: { deleted: 'only' },
});
