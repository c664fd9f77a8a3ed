import { createRouter } from '@tanstack/react-router';
import { fromQuery, toQuery } from '../api/query';
import { activitiesRoutes } from '../features/activities/routes';
import { careRoutes } from '../features/care/routes';
import { contactsRoutes } from '../features/contacts/routes';
import { customersRoutes } from '../features/customers/routes';
import { managersRoutes } from '../features/managers/routes';
import { poolRoutes } from '../features/pool/routes';
import { offersRoutes } from '../features/offers/routes';
import { ordersRoutes } from '../features/orders/routes';
import { questionnairesRoutes } from '../features/questionnaires/routes';
import { recordsRoutes } from '../features/records/routes';
import { importsRoutes } from '../features/imports/routes';
import { jobsRoutes } from '../features/jobs/routes';
import { settingsRoutes } from '../features/settings/routes';
import { keyAccountsRoutes } from '../features/keyAccounts/routes';
import { lifecycleRoutes } from '../features/lifecycle/routes';
import { segmentsRoutes } from '../features/segments/routes';
import { tiersRoutes } from '../features/tiers/routes';
import { todayRoutes } from '../features/today/routes';
import { changePasswordRoute, rootRoute, shellRoute } from './root';

const routeTree = rootRoute.addChildren([
  changePasswordRoute,
  shellRoute.addChildren([...todayRoutes, ...customersRoutes, ...poolRoutes, ...managersRoutes, ...segmentsRoutes, ...lifecycleRoutes, ...keyAccountsRoutes, ...contactsRoutes, ...careRoutes, ...ordersRoutes, ...offersRoutes, ...questionnairesRoutes, ...recordsRoutes, ...activitiesRoutes, ...importsRoutes, ...jobsRoutes, ...tiersRoutes, ...settingsRoutes]),
]);

/** A new one for each session, so that nothing of one user is left for the next. */
export const createAppRouter = () =>
  createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // A list's address reads like the API's: /customers?filter[status][in]=new,active&sort=-lastContactAt
  parseSearch: (query) => fromQuery(query),
  stringifySearch: (search) => {
    const query = toQuery(search);
    return query && `?${query}`;
  },
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
