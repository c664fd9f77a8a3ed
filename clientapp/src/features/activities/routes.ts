import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarCheck, CalendarPlus } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { followUpSearch } from './followUpViews';

const followUpsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups',
  validateSearch: followUpSearch,
  loader: () => loadTexts('activities', 'record', 'today'),
  component: lazyRouteComponent(() => import('./FollowUpsPage'), 'FollowUpsPage'),
});

export const activitiesRoutes = [followUpsRoute] as const;
export const activitiesNav: FeatureNav = {
  items: [{ to: '/follow-ups', label: 'nav.followUps', icon: CalendarCheck, group: 'followUps', first: true, key: 'f', permission: 'activities.read' }],
  create: [{ to: '/follow-ups', search: { new: '1' }, label: 'create.followUp', icon: CalendarPlus, permission: 'activities.write' }],
};
