import { listSearch, type Filters } from '../../api/list';
import { addDays } from '../../format/days';
import type { Formatter } from '../../format/format';
import { viewSearch, type BuiltInView, type ViewSearch } from '../../table/views';

export const views = ['open', 'overdue', 'today', 'promises', 'done', 'all'] as const;
export type View = (typeof views)[number];

/** The page's address: `/follow-ups?view=overdue&who=all&as=calendar&week=2026-11-16&open=<id>`. */
export type FollowUpSearch = Omit<ViewSearch, 'by'> & {
  who?: 'all';
  /** Any day of the week that the calendar shows. */
  week?: string;
  /** The calendar shows the visits of the week by district, or a whole month. */
  by?: 'district' | 'month';
  /** The follow-up that stands open in the drawer. */
  open?: string;
  /** The drawer plans a new one, on this day or at this instant where the calendar was clicked. */
  new?: string;
};

export function followUpSearch(search: Record<string, unknown>): FollowUpSearch {
  const text = (key: string) => (typeof search[key] === 'string' && search[key] ? search[key] : undefined);
  const [week, open, start] = [text('week'), text('open'), text('new')];
  const { by: _, ...view } = viewSearch(search);
  return {
    ...listSearch(search),
    ...view,
    ...(search['who'] === 'all' && { who: 'all' as const }),
    ...(week && isDay(week) && { week }),
    ...((search['by'] === 'district' || search['by'] === 'month') && { by: search['by'] }),
    ...(open && { open }),
    ...(start && { new: start }),
  };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What each view shows, of one's own or of everybody, whatever it is called. */
export function followUpScopes(who: FollowUpSearch['who'], format: Formatter): Record<View, Omit<BuiltInView, 'id' | 'label'>> {
  const today = format.today();
  const of = (filter: Filters, sort = 'due') => ({ filter: { ...(who !== 'all' && { ownerId: { eq: 'me' } }), ...filter }, sort });
  return {
    open: of({ status: { eq: 'planned' } }),
    overdue: of({ status: { eq: 'planned' }, due: { lt: new Date().toISOString() } }),
    today: of({ status: { eq: 'planned' }, due: { gte: format.startOfDay(today), lt: format.startOfDay(addDays(today, 1)) } }),
    promises: of({ status: { eq: 'planned' }, kind: { eq: 'promise' } }),
    done: of({ status: { in: 'done,cancelled,missed' } }, '-completedAt'),
    all: of({}),
  };
}

/** The filters within a stretch of time; the narrower of two due ranges counts. */
export function within(range: { from: string; to: string }, filters: Filters = {}): Filters {
  const { gte, lt } = filters['due'] ?? {};
  return { ...filters, due: { gte: gte && gte > range.from ? gte : range.from, lt: lt && lt < range.to ? lt : range.to } };
}
