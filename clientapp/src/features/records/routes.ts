import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarHeart, Gift, ListChecks, Swords } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { viewSearch, type ViewSearch } from '../../table/views';

/** The list's state, `as` for cards instead of rows, `by` for the field that is their columns; `new` while the form for a new record is open, `open` the record that is looked at. */
export type RecordsSearch = ViewSearch & { new?: '1'; open?: string };

const recordsSearch = (search: Record<string, unknown>): RecordsSearch => ({
  ...listSearch(search),
  ...viewSearch(search),
  ...(String(search['new']) === '1' && { new: '1' as const }),
  ...(typeof search['open'] === 'string' && { open: search['open'] }),
});

/** What the page of any simple kind of record needs; its address is the kind's key. */
const page = {
  getParentRoute: () => shellRoute,
  validateSearch: recordsSearch,
  loader: () => loadTexts('records', 'record'),
  component: lazyRouteComponent(() => import('./EntityPage'), 'EntityPage'),
};

const competitorsRoute = createRoute({ ...page, path: '/competitors' });
const giftsRoute = createRoute({ ...page, path: '/gifts' });
const festivalsRoute = createRoute({ ...page, path: '/festivals' });
const servicePlansRoute = createRoute({ ...page, path: '/service-plans' });

export const recordsRoutes = [competitorsRoute, servicePlansRoute, giftsRoute, festivalsRoute] as const;
export const recordsNav: FeatureNav = {
  items: [
    { to: '/competitors', label: 'nav.competitors', icon: Swords, group: 'customers', key: 'm', permission: 'competitors.read', finds: 'competitor' },
    { to: '/service-plans', label: 'nav.servicePlans', icon: ListChecks, group: 'followUps', permission: 'service-plans.write', finds: 'service_plan' },
    { to: '/gifts', label: 'nav.gifts', icon: Gift, group: 'care', permission: 'gifts.write', finds: 'gift' },
    { to: '/festivals', label: 'nav.festivals', icon: CalendarHeart, group: 'care', permission: 'festivals.write', finds: 'festival' },
  ],
  create: [],
};
