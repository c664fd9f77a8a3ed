import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PieChart } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

export type SegmentsSearch = { show?: 'archived'; open?: string; new?: '1' };

const segmentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/segments',
  validateSearch: (search: Record<string, unknown>): SegmentsSearch => ({
    ...(search.show === 'archived' && { show: 'archived' }),
    ...(typeof search.open === 'string' && { open: search.open }),
    ...(search.new === '1' && { new: '1' }),
  }),
  loader: () => loadTexts('segments', 'record', 'fields', 'filters'),
  component: lazyRouteComponent(() => import('./SegmentsPage'), 'SegmentsPage'),
});

export const segmentsRoutes = [segmentsRoute] as const;
export const segmentsNav: FeatureNav = { items: [{ to: '/segments', label: 'nav.segments', icon: PieChart, group: 'analysis', permission: 'customers.read' }], create: [] };
