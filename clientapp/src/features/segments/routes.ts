import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PieChart } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { viewSearch, type ViewSearch } from '../../table/views';

/** The list's state; `open` the segment that is looked at, `new` the form of one. */
export type SegmentsSearch = ViewSearch & { open?: string; new?: '1' };

const segmentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/segments',
  validateSearch: (search: Record<string, unknown>): SegmentsSearch => ({
    ...listSearch(search),
    ...viewSearch(search),
    ...(typeof search['open'] === 'string' && search['open'] && { open: search['open'] }),
    ...(String(search['new']) === '1' && { new: '1' as const }),
  }),
  loader: () => loadTexts('segments', 'record', 'fields', 'filters'),
  component: lazyRouteComponent(() => import('./SegmentsPage'), 'SegmentsPage'),
});

export const segmentsRoutes = [segmentsRoute] as const;
export const segmentsNav: FeatureNav = { items: [{ to: '/segments', label: 'nav.segments', icon: PieChart, group: 'analysis', permission: 'customers.read' }], create: [] };
