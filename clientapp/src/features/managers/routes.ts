import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

/** The board's state, whose drawer is open, whose customers are handed over, and which week's deviations are shown. */
export type ManagersSearch = ListSearch & { show?: 'deviations' | 'disabled'; week?: string; open?: string; handOver?: string };

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

const managersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/managers',
  validateSearch: (search: Record<string, unknown>): ManagersSearch => {
    const [show, week, open, handOver] = [text(search['show']), text(search['week']), text(search['open']), text(search['handOver'])];
    return {
      ...listSearch(search),
      ...((show === 'deviations' || show === 'disabled') && { show }),
      ...(week && /^\d{4}-\d{2}-\d{2}$/.test(week) && { week }),
      ...(open && { open }),
      ...(handOver && { handOver }),
    };
  },
  loader: () => loadTexts('managers', 'record'),
  component: lazyRouteComponent(() => import('./ManagersPage'), 'ManagersPage'),
});

export const managersRoutes = [managersRoute] as const;
export const managersNav: FeatureNav = { items: [{ to: '/managers', label: 'nav.managers', icon: UsersRound, group: 'followUps', permission: 'customers.read' }], create: [] };
