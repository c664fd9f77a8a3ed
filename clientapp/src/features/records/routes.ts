import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Swords } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

/** The list's state; `new` while the form for a new record is open, `open` the record that is looked at. */
export type RecordsSearch = ListSearch & { new?: '1'; open?: string };

const recordsSearch = (search: Record<string, unknown>): RecordsSearch => ({
  ...listSearch(search),
  ...(String(search['new']) === '1' && { new: '1' as const }),
  ...(typeof search['open'] === 'string' && { open: search['open'] }),
});

/** What the page of any simple kind of record needs; its address is the kind's key. */
const page = {
  getParentRoute: () => shellRoute,
  validateSearch: recordsSearch,
  loader: () => loadTexts('records', 'record'),
  component: lazyRouteComponent(() => import('./EntityPage'), 'EntityPage'),
};

const competitorsRoute = createRoute({ ...page, path: '/competitors' });

export const recordsRoutes = [competitorsRoute] as const;
export const recordsNav: FeatureNav = {
  items: [{ to: '/competitors', label: 'nav.competitors', icon: Swords, group: 'customers', key: 'm', permission: 'competitors.read' }],
  create: [],
};
