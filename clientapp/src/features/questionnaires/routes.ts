import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const loader = () => loadTexts('questionnaires', 'settings');
/** From when to when, to which version, and the answers that are looked at. */
export type ResultsSearch = { from?: string; to?: string; version?: number; marks?: string };

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/questionnaires',
  loader,
  component: lazyRouteComponent(() => import('./QuestionnairesPage'), 'QuestionnairesPage'),
});

const resultsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/questionnaires/$id',
  validateSearch: ({ from, to, version, marks }: ResultsSearch): ResultsSearch => ({ ...(from && { from }), ...(to && { to }), ...(version && { version: Number(version) }), ...(marks && { marks }) }),
  loader,
  component: lazyRouteComponent(() => import('./ResultsPage'), 'ResultsPage'),
});

const designRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/questionnaires/$id/design',
  loader,
  component: lazyRouteComponent(() => import('./DesignPage'), 'DesignPage'),
});

export const questionnairesRoutes = [listRoute, resultsRoute, designRoute] as const;
export const questionnairesNav: FeatureNav = { items: [{ to: '/questionnaires', label: 'nav.questionnaires', icon: ClipboardList, group: 'followUps', permission: 'activities.read' }], create: [] };
