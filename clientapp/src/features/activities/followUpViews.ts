import { listSearch, type Filters, type ListSearch } from '../../api/list';
import { addDays } from '../../format/days';
import type { Formatter } from '../../format/format';

export const views = ['open', 'overdue', 'today', 'done', 'all'] as const;
export type View = (typeof views)[number];

/** The page's address: `/follow-ups?view=overdue&who=all&as=calendar&week=2026-11-16&open=<id>`. */
export type FollowUpSearch = ListSearch & {
  view?: Exclude<View, 'open'>;
  who?: 'all';
  as?: 'calendar';
  /** Any day of the week that the calendar shows. */
  week?: string;
  /** The follow-up that stands open in the drawer. */
  open?: string;
  /** The drawer plans a new one, on this day or at this instant where the calendar was clicked. */
  new?: string;
};

export function followUpSearch(search: Record<string, unknown>): FollowUpSearch {
  const text = (key: string) => (typeof search[key] === 'string' && search[key] ? search[key] : undefined);
  const view = views.find((name) => name !== 'open' && name === search['view']);
  const [week, open, start] = [text('week'), text('open'), text('new')];
  return {
    ...listSearch(search),
    ...(view && view !== 'open' && { view }),
    ...(search['who'] === 'all' && { who: 'all' as const }),
    ...(search['as'] === 'calendar' && { as: 'calendar' as const }),
    ...(week && isDay(week) && { week }),
    ...(open && { open }),
    ...(start && { new: start }),
  };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What a view asks of the API, together with the user's own filters; the narrower of two due ranges counts. */
export function filtersOf(search: FollowUpSearch, format: Formatter, range?: { from: string; to: string }): Filters {
  const today = format.today();
  const own: Record<View, Filters> = {
    open: { status: { eq: 'planned' } },
    overdue: { status: { eq: 'planned' }, due: { lt: new Date().toISOString() } },
    today: { status: { eq: 'planned' }, due: { gte: format.startOfDay(today), lt: format.startOfDay(addDays(today, 1)) } },
    done: { status: { in: 'done,cancelled,missed' } },
    all: {},
  };
  const filters: Filters = {
    ...(search.who !== 'all' && { ownerId: { eq: 'me' } }),
    ...own[search.view ?? 'open'],
    ...search.filter,
  };
  if (!range) return filters;
  const { gte, lt } = filters['due'] ?? {};
  return {
    ...filters,
    due: { gte: gte && gte > range.from ? gte : range.from, lt: lt && lt < range.to ? lt : range.to },
  };
}
