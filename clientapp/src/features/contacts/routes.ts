import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { UserPlus, UserRound } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { recordSearch } from '../activities/timelineSearch';
import { contactsSearch } from './contactViews';

const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: contactsSearch,
  loader: () => loadTexts('contacts', 'record'),
  component: lazyRouteComponent(() => import('./ContactsPage'), 'ContactsPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$id',
  validateSearch: recordSearch,
  loader: () => loadTexts('contacts', 'customer', 'record', 'timeline', 'activities'),
  component: lazyRouteComponent(() => import('./ContactPage'), 'ContactPage'),
});

export const contactsRoutes = [contactsRoute, contactRoute] as const;
export const contactsNav: FeatureNav = {
  items: [{ to: '/contacts', label: 'nav.contacts', icon: UserRound, group: 'customers', key: 'p', permission: 'contacts.read', finds: 'contact' }],
  create: [{ to: '/contacts', search: { new: '1' }, label: 'create.contact', icon: UserPlus, permission: 'contacts.write' }],
};
