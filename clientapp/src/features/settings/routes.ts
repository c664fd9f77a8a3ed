import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ListTree, Tags, TextCursorInput, UserCog, UsersRound } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import type { FieldTab } from './FieldsPage';
import type { UsersSearch } from './UsersPage';

const loader = () => loadTexts('settings', 'record');
const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

const codeListsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/code-lists',
  validateSearch: (search): { list?: string } => ({ ...(text(search['list']) && { list: text(search['list'])! }) }),
  loader,
  component: lazyRouteComponent(() => import('./CodeListsPage'), 'CodeListsPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/users',
  validateSearch: (search): UsersSearch => ({ ...listSearch(search), ...(text(search['open']) && { open: text(search['open'])! }) }),
  loader,
  component: lazyRouteComponent(() => import('./UsersPage'), 'UsersPage'),
});

const tagsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/tags',
  loader,
  component: lazyRouteComponent(() => import('./TagsPage'), 'TagsPage'),
});

const fieldsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/fields',
  validateSearch: (search): { entity?: string; tab?: FieldTab } => ({ ...(text(search['entity']) && { entity: text(search['entity'])! }), ...(search['tab'] === 'rules' && { tab: 'rules' as const }) }),
  loader: () => loadTexts('settings', 'fields', 'record'),
  component: lazyRouteComponent(() => import('./FieldsPage'), 'FieldsPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/account',
  loader,
  component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
});

export const settingsRoutes = [codeListsRoute, usersRoute, tagsRoute, fieldsRoute, accountRoute] as const;
export const settingsNav: FeatureNav = {
  items: [
    { to: '/settings/users', label: 'nav.users', icon: UsersRound, group: 'settings', permission: 'users.manage' },
    { to: '/settings/tags', label: 'nav.tags', icon: Tags, group: 'settings', permission: 'settings.manage' },
    { to: '/settings/code-lists', label: 'nav.codeLists', icon: ListTree, group: 'settings', permission: 'settings.manage' },
    { to: '/settings/fields', label: 'nav.fields', icon: TextCursorInput, group: 'settings', permission: 'settings.manage' },
    { to: '/settings/account', label: 'nav.account', icon: UserCog, group: 'settings' },
  ],
  create: [],
};
