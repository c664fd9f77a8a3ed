import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  validateSearch: (search): { entity: string; job?: string } => ({ entity: text(search['entity']) ?? 'customers', ...(text(search['job']) && { job: text(search['job'])! }) }),
  loader: () => loadTexts('imports', 'jobs'),
  component: lazyRouteComponent(() => import('./ImportPage'), 'ImportPage'),
});

export const importsRoutes = [importsRoute] as const;
export const importsNav: FeatureNav = {
  items: [{ to: '/imports', label: 'nav.imports', icon: FileUp, group: 'settings', permission: 'imports.create' }],
  create: [],
};
