import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { axeFinds } from '../../test/axe';
import { anna, renderPage, stubApi } from '../../test/render';
import type { JobRow, NotificationRow } from './jobs.queries';
import Notices from './Notices';

const job: JobRow = {
  id: 'j1', kind: 'bulk', title: '修改 120 位客户', entity: 'customers', status: 'partially_succeeded', progress: { done: 120, total: 120, failed: 2 },
  result: { changed: 118, skipped: 2 } as never, error: null,
  links: { self: '/api/v1/jobs/j1', file: null, errors: '/api/v1/jobs/j1/errors', undo: '/api/v1/jobs/j1/undo' },
  createdAt: '2026-11-28T02:00:00Z', createdBy: anna.id, createdByName: '安娜', startedAt: '2026-11-28T02:00:01Z', updatedAt: '2026-11-28T02:00:09Z', endedAt: '2026-11-28T02:00:09Z',
  fileName: null, filesUntil: '2026-12-05T02:00:00Z', undoUntil: '2026-11-29T02:00:00Z', undoneBy: null,
};
const running: JobRow = { ...job, id: 'j2', title: '导出客户', status: 'running', progress: { done: 400, total: 1000, failed: 0 }, links: { ...job.links, errors: null, undo: null }, endedAt: null };
const told: NotificationRow = { id: 'n1', kind: 'job_ended', createdAt: '2026-11-28T02:00:09Z', readAt: null, job: { id: 'j1', kind: 'bulk', title: job.title, status: job.status }, count: null, followUp: null };

function stub(jobs: JobRow[]) {
  let read = false;
  return stubApi(({ url, method }) => {
    const path = new URL(url).pathname.replace('/api/v1', '');
    if (path.endsWith('/reading')) {
      read = true;
      return { status: 204 };
    }
    if (path === '/notifications') return { json: { data: [{ ...told, readAt: read ? '2026-11-28T03:00:00Z' : null }], unread: read ? 0 : 1 } };
    if (path.endsWith('/rows')) return { json: { data: [], page: { next: null, hasMore: false, limit: 20 } } };
    if (path === '/jobs') return { json: { data: jobs, page: { next: null, hasMore: false, limit: 10 }, total: null } };
    if (method === 'POST' && path === '/jobs/j1/undo') return { status: 202, headers: { Location: '/api/v1/jobs/j2' } };
    return { json: path === '/jobs/j2' ? running : job };
  });
}

beforeAll(() => loadTexts('jobs'));

test('a job that has ended is told once, leads to what came of it, and can be taken back', async () => {
  const requests = stub([job]);
  const { baseElement } = await renderPage(() => <Notices />);

  await userEvent.click(await screen.findByRole('button', { name: '通知，1 条未读' }));
  await userEvent.click(await screen.findByRole('button', { name: /修改 120 位客户/ }));

  const drawer = await screen.findByRole('dialog', { name: '修改 120 位客户' });
  expect(await within(drawer).findByText('已修改')).toHaveTextContent('已修改 118');
  expect(within(drawer).getByRole('button', { name: '下载没做成的行' })).toBeVisible();
  expect(await axeFinds(baseElement)).toEqual([]);
  await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/notifications/n1/reading'))).toBe(true));
  expect(await screen.findByRole('button', { name: '通知' })).toBeInTheDocument();

  // What takes it back shows in its place.
  await userEvent.click(within(drawer).getByRole('button', { name: '撤销' }));
  expect(await screen.findByRole('dialog', { name: '导出客户' })).toBeVisible();
});

test('what goes on shows how far it is', async () => {
  stub([running]);
  await renderPage(() => <Notices />);
  await userEvent.click(await screen.findByRole('button', { name: '1 个任务正在进行' }));
  expect(screen.getByRole('progressbar', { name: '导出客户' })).toHaveAttribute('value', '400');
  expect(screen.getByText('400 / 1,000')).toBeVisible();
});

test('all of them are read with one click', async () => {
  const requests = stub([]);
  await renderPage(() => <Notices />);
  await userEvent.click(await screen.findByRole('button', { name: '通知，1 条未读' }));
  await userEvent.click(await screen.findByRole('button', { name: '全部标为已读' }));
  await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/notifications/reading'))).toBe(true));
});
