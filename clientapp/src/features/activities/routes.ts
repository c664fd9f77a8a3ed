import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarCheck, CalendarPlus, ChartNoAxesColumn, Repeat2 } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { viewSearch, type ViewSearch } from '../../table/views';
import { followUpSearch } from './followUpViews';

const followUpsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups',
  validateSearch: followUpSearch,
  loader: () => loadTexts('activities', 'record', 'today'),
  component: lazyRouteComponent(() => import('./FollowUpsPage'), 'FollowUpsPage'),
});

/** The list's state; `open` the series that is changed, `end` the one that is ended. */
export type SeriesSearch = ViewSearch & { open?: string; end?: string };

const seriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups/series',
  validateSearch: (search: Record<string, unknown>): SeriesSearch => ({
    ...listSearch(search),
    ...viewSearch(search),
    ...(typeof search['open'] === 'string' && search['open'] && { open: search['open'] }),
    ...(typeof search['end'] === 'string' && search['end'] && { end: search['end'] }),
  }),
  loader: () => loadTexts('activities', 'repeat', 'record'),
  component: lazyRouteComponent(() => import('./SeriesPage'), 'SeriesPage'),
});

/** The page reads its address itself: what is never asked for is not loaded with every page. */
const followUpKpiRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups/kpi',
  loader: () => loadTexts('followUpKpi'),
  component: lazyRouteComponent(() => import('../followUpKpi/FollowUpKpiPage'), 'FollowUpKpiPage'),
});

export const activitiesRoutes = [followUpsRoute, seriesRoute, followUpKpiRoute] as const;
export const activitiesNav: FeatureNav = {
  items: [{ to: '/follow-ups', label: 'nav.followUps', icon: CalendarCheck, group: 'followUps', first: true, key: 'f', permission: 'activities.read' }, { to: '/follow-ups/series', label: 'nav.series', icon: Repeat2, group: 'followUps', permission: 'activities.read' }, { to: '/follow-ups/kpi', label: 'nav.followUpKpi', icon: ChartNoAxesColumn, group: 'followUps', permission: 'activities.read' }],
  create: [{ to: '/follow-ups', search: { new: '1' }, label: 'create.followUp', icon: CalendarPlus, permission: 'activities.write' }],
};
