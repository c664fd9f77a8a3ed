import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { HandHeart } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

export const careShows = ['approved', 'sent', 'done', 'all', 'calendar'] as const;

/** The list's state, which part of it is shown (what waits for approval when nothing is said), the month of the calendar, and what is looked at. */
export type CareSearch = ListSearch & { show?: (typeof careShows)[number]; month?: string; open?: string };

const careRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/care',
  validateSearch: (search: Record<string, unknown>): CareSearch => ({
    ...listSearch(search),
    ...(careShows.includes(search['show'] as never) && { show: search['show'] as (typeof careShows)[number] }),
    ...(/^\d{4}-\d{2}$/.test(String(search['month'])) && { month: String(search['month']) }),
    ...(typeof search['open'] === 'string' && { open: search['open'] }),
  }),
  loader: () => loadTexts('care', 'record'),
  component: lazyRouteComponent(() => import('./CarePage'), 'CarePage'),
});

export const careRoutes = [careRoute] as const;
export const careNav: FeatureNav = { items: [{ to: '/care', label: 'nav.care', icon: HandHeart, group: 'care', permission: 'care.read' }], create: [] };
