import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { BadgePercent } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

export const offerShows = ['pending', 'draft', 'over', 'all'] as const;

/** The list's state, which part of it is shown (what holds when nothing is said), the form of a new one, and what is looked at. */
export type OffersSearch = ListSearch & { show?: (typeof offerShows)[number]; new?: '1'; open?: string };

const offersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/offers',
  validateSearch: (search: Record<string, unknown>): OffersSearch => ({
    ...listSearch(search),
    ...(offerShows.includes(search['show'] as never) && { show: search['show'] as (typeof offerShows)[number] }),
    ...(String(search['new']) === '1' && { new: '1' as const }),
    ...(typeof search['open'] === 'string' && { open: search['open'] }),
  }),
  loader: () => loadTexts('offers', 'record'),
  component: lazyRouteComponent(() => import('./OffersPage'), 'OffersPage'),
});

export const offersRoutes = [offersRoute] as const;
export const offersNav: FeatureNav = { items: [{ to: '/offers', label: 'nav.offers', icon: BadgePercent, group: 'trade', permission: 'offers.read' }], create: [] };
