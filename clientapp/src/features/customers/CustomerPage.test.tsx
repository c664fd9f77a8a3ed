import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { beginSession } from '../../api/session';
import { loadTexts } from '../../i18n/i18n';
import { anna, stubApi, testQueryClient } from '../../test/render';
import { recordSearch } from '../activities/timelineSearch';
import type { CustomerOverview } from './customer.queries';
import { CustomerPage } from './CustomerPage';
import { customerKeys } from './customers.queries';

const id = '01990000-0000-7000-8000-000000000011';
const nextId = '01990000-0000-7000-8000-000000000012';

const overview = {
  customer: {
    id, number: 'C000123', kind: 'company', name: '海纳科技', shortName: '海纳', status: 'active', rating: 4, phones: [], emails: [], preferences: [], doNotContact: [], tags: [],
    ownerId: anna.id, ownerName: '安娜', createdAt: '2026-11-01T02:00:00.000Z', updatedAt: '2026-11-01T02:00:00.000Z', deletedAt: null, version: 3,
    can: { update: true, delete: true, restore: false, assign: false },
  },
  counters: { contacts: 0, interactions: 1, openFollowUps: 0, overdueFollowUps: 0, files: 0, subsidiaries: 0 },
  nextStep: null, openFollowUps: [], contacts: [], addresses: [], taxProfiles: [],
  timeline: {
    data: [{ kind: 'interaction', id: 'i1', at: '2026-11-20T02:00:00.000Z', channel: 'call', direction: 'outbound', subject: '确认报价', body: null, contacts: [], files: [], durationMinutes: 10, can: { update: true, delete: true }, version: 1 }],
    page: { next: null, hasMore: false, limit: 30 },
  },
} as unknown as CustomerOverview;

beforeAll(() => loadTexts('customer', 'record', 'timeline', 'activities', 'today'));

async function open(answers: Record<string, unknown> = {}) {
  beginSession({ accessToken: 'token', expiresIn: 600, user: { ...anna, permissions: [...anna.permissions, 'customers.delete', 'activities.write'] } });
  const requests = stubApi((request) => {
    const key = `${request.method} ${new URL(request.url).pathname}`;
    if (key in answers) return { json: answers[key] };
    return key.endsWith('/overview') ? { json: overview } : { json: { data: [], page: { hasMore: false, limit: 50 } } };
  });
  const client = testQueryClient();
  client.setDefaultOptions({ queries: { retry: false, staleTime: 30_000 } });
  client.setQueryData([...customerKeys.list, {}], { pages: [{ data: [{ id }, { id: nextId }] }], pageParams: [''] });

  const root = createRootRoute();
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Outlet });
  const page = createRoute({ getParentRoute: () => shell, path: '/customers/$id', validateSearch: recordSearch, component: CustomerPage });
  const router = createRouter({ routeTree: root.addChildren([shell.addChildren([page])]), history: createMemoryHistory({ initialEntries: [`/customers/${id}`] }) });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByText('海纳科技', { selector: 'h1' });
  return { requests, router };
}

test('one call shows the file, and a missing next step asks to be planned', async () => {
  const { requests } = await open();
  expect(screen.getByText('确认报价')).toBeVisible();
  expect(requests.filter((request) => request.url.includes(`/customers/${id}`)).map((request) => new URL(request.url).pathname)).toEqual([`/api/v1/customers/${id}/overview`]);
  await userEvent.click(screen.getByText('没有下一步'));
  expect(await screen.findByText('计划跟进', { selector: 'h2' }, { timeout: 5000 })).toBeVisible();
}, 15_000);

test('J goes to the next customer of the list one came from', async () => {
  const { router } = await open();
  await userEvent.keyboard('j');
  await waitFor(() => expect(router.state.location.pathname).toBe(`/customers/${nextId}`));
});

test('a call is logged together with the next follow-up', async () => {
  const { requests } = await open({ 'POST /api/v1/interactions': { id: 'i2' }, 'POST /api/v1/follow-ups': { id: 'f1' } });
  await userEvent.click(screen.getByText('电话', { selector: 'button' }));
  await userEvent.click(await screen.findByLabelText('内容', {}, { timeout: 5000 }));
  await userEvent.paste('同意报价\n下周签');
  await userEvent.click(screen.getByText(/^保存，/, { selector: 'button' }));
  await waitFor(() => expect(requests.some((request) => request.url.endsWith('/follow-ups') && request.method === 'POST')).toBe(true));
  const logged = requests.find((request) => request.method === 'POST' && request.url.endsWith('/interactions'))!;
  expect(await logged.json()).toMatchObject({ customerId: id, channel: 'call', subject: '同意报价', body: '下周签' });
}, 15_000);

test('what hangs on a customer in the bin is not said to be missing, and nothing can be added', async () => {
  const deleted = { ...overview, customer: { ...overview.customer, deletedAt: '2026-11-20T02:00:00.000Z' }, timeline: { data: [], page: { hasMore: false, limit: 30 } } };
  await open({ [`GET /api/v1/customers/${id}/overview`]: deleted });
  expect((await screen.findAllByText('恢复后可见')).length).toBeGreaterThan(0);
  expect(screen.queryByText(/还没有/)).toBeNull();
  expect(screen.queryByRole('button', { name: /^添加/ })).toBeNull();
});
