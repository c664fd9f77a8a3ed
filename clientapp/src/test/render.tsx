import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { listSearch } from '../api/list';
import { viewSearch } from '../table/views';
import { fromQuery, toQuery } from '../api/query';
import { beginSession, type Me } from '../api/session';
import { CrmQueryClient } from '../app/CrmQueryClient';

export const anna: Me = {
  id: '01990000-0000-7000-8000-000000000001', name: '安娜', email: 'anna@example.com', role: 'sales', teamId: null, teamName: null,
  permissions: ['customers.read', 'customers.write'], mustChangePassword: false, timeZone: 'Asia/Shanghai',
};

/** Shows a page at an address with a signed-in user; every other address shows its own path. */
export async function renderPage(page: () => ReactNode, path = '/', user: Me = anna) {
  beginSession({ accessToken: 'token', expiresIn: 600, user });
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path: '/', validateSearch: (search) => ({ ...listSearch(search), ...viewSearch(search) }), component: page });
  const other = createRoute({ getParentRoute: () => root, path: '$', component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([route, other]),
    history: createMemoryHistory({ initialEntries: [path] }),
    parseSearch: (query) => fromQuery(query),
    stringifySearch: (search) => (toQuery(search) ? `?${toQuery(search)}` : ''),
  });
  await router.load();
  const client = testQueryClient();
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...view, client, router };
}

export const testQueryClient = () => new CrmQueryClient({ defaultOptions: { queries: { retry: false } } });

type Answer = { status?: number; json?: unknown; headers?: Record<string, string> };

/** Stands in for the network; returns the requests that went out. */
export function stubApi(answer: (request: Request) => Answer | Promise<Answer>) {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), location.origin), init);
    requests.push(request);
    const { status = 200, json, headers } = await answer(request);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(json === undefined ? null : JSON.stringify(json), { status, headers: { 'Content-Type': type, ...headers } });
  });
  return requests;
}
