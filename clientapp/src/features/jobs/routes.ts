import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ListTodo } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

/** The list's state, and the job that is looked at. */
export type JobsSearch = ListSearch & { open?: string };

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  validateSearch: (search): JobsSearch => ({ ...listSearch(search), ...(typeof search['open'] === 'string' && search['open'] && { open: search['open'] }) }),
  loader: () => loadTexts('jobs'),
  component: lazyRouteComponent(() => import('./JobsPage'), 'JobsPage'),
});

export const jobsRoutes = [jobsRoute] as const;
export const jobsNav: FeatureNav = {
  items: [{ to: '/jobs', label: 'nav.jobs', icon: ListTodo, group: 'settings', permission: 'jobs.run' }],
  create: [],
};
