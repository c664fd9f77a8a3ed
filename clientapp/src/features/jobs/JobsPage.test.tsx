import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { fromQuery, toQuery } from '../../api/query';
import { beginSession } from '../../api/session';
import { loadTexts } from '../../i18n/i18n';
import { axeFinds } from '../../test/axe';
import { anna, stubApi, testQueryClient } from '../../test/render';
import type { JobRow } from './jobs.queries';
import { JobsPage } from './JobsPage';

beforeAll(() => loadTexts('jobs'));
beforeEach(() => {
  // jsdom lays nothing out; the virtual list asks for the size of its window.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});

const job: JobRow = {
  id: 'j1', kind: 'import', title: '导入客户 a.csv', entity: 'customers', status: 'running', progress: { done: 400, total: 1000, failed: 0 }, result: {} as never, error: null,
  links: { self: '/api/v1/jobs/j1', file: null, errors: null, undo: null }, createdAt: '2026-11-28T02:00:00Z', createdBy: anna.id, createdByName: '安娜', startedAt: null, updatedAt: '2026-11-28T02:00:09Z', endedAt: null,
  fileName: null, filesUntil: null, undoUntil: null, undoneBy: null,
};
const ended: JobRow = { ...job, id: 'j2', kind: 'bulk', title: '修改 5 位客户', status: 'partially_succeeded', progress: { done: 5, total: 5, failed: 1 }, result: { changed: 4, skipped: 1 } as never, links: { ...job.links, errors: '/api/v1/jobs/j2/errors' }, endedAt: '2026-11-28T02:00:09Z' };

async function show(path = '/jobs') {
  const events = new TransformStream<Uint8Array, Uint8Array>();
  const writer = events.writable.getWriter();
  const requests = stubApi(({ url, method }) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith('/rows')) return { json: { data: [{ number: 3, recordId: null, title: '海天', outcome: 'skipped', reasons: [{ code: 'permission_missing', detail: '您不能修改这条记录' }] }], page: { next: null, hasMore: false, limit: 20 } } };
    if (method === 'POST') return { json: { ...job, status: 'paused' } };
    if (pathname.endsWith('/j2')) return { json: ended };
    return { json: { data: [job, ended], page: { next: null, hasMore: false, limit: 50 } } };
  });
  const plain = globalThis.fetch;
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
    String(input instanceof Request ? input.url : input).endsWith('/events') ? Promise.resolve(new Response(events.readable, { headers: { 'Content-Type': 'text/event-stream' } })) : plain(input, init));
  beginSession({ accessToken: 'token', expiresIn: 600, user: anna });
  const root = createRootRoute();
  const shell = createRoute({ getParentRoute: () => root, id: 'shell' });
  const jobs = createRoute({ getParentRoute: () => shell, path: '/jobs', component: JobsPage });
  const router = createRouter({ routeTree: root.addChildren([shell.addChildren([jobs])]), history: createMemoryHistory({ initialEntries: [path] }), parseSearch: (query) => fromQuery(query), stringifySearch: (search) => (toQuery(search) ? `?${toQuery(search)}` : '') });
  await router.load();
  const view = render(<QueryClientProvider client={testQueryClient()}><RouterProvider router={router as never} /></QueryClientProvider>);
  const tell = (event: object) => writer.write(new TextEncoder().encode(`event: job\ndata: ${JSON.stringify(event)}\n\n`));
  return { ...view, requests, tell };
}

test('jobs show how far they are as their events tell, and can be paused', async () => {
  const event = { id: 'j1', kind: 'import', status: 'running', progress: { done: 700, total: 1000, failed: 2 }, hasEnded: false, version: 3 };
  const { requests, baseElement, tell } = await show('/jobs');
  expect(await screen.findByRole('progressbar', { name: '导入客户 a.csv' })).toHaveAttribute('value', '400');
  expect(screen.getByText('已修改')).toHaveTextContent('已修改 4');
  expect(await axeFinds(baseElement)).toEqual([]);
  void tell(event);
  await waitFor(() => expect(screen.getByRole('progressbar', { name: '导入客户 a.csv' })).toHaveAttribute('value', '700'));

  await userEvent.click(screen.getByRole('button', { name: '暂停 导入客户 a.csv' }));
  await waitFor(() => expect(requests.some(({ url, method }) => method === 'POST' && url.endsWith('/jobs/j1/pause'))).toBe(true));
});

test('a job that has ended says what it could not do and leads to the records', async () => {
  await show('/jobs?open=j2');
  const drawer = await screen.findByRole('dialog', { name: '修改 5 位客户' });
  expect(await within(drawer).findByText(/您不能修改这条记录/)).toBeVisible();
  expect(within(drawer).getByRole('link', { name: '查看记录' })).toHaveAttribute('href', '/customers');
});
