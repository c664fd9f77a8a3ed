import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { renderPage, stubApi } from '../../test/render';
import { Toasts } from '../../ui/toast';
import { SegmentDetails } from './SegmentDetails';

beforeAll(() => loadTexts('segments', 'history', 'customer', 'record', 'common', 'filters', 'fields'));

const segment = (more: object = {}) => ({
  id: 's1', name: '好客户', description: null, color: 'blue', kind: 'live', where: { field: 'rating', op: 'gte', value: '4' }, filterText: { zh: '评级不小于4', en: 'Rating is at least 4' }, gone: [], ownerId: 'u1', ownerName: '安娜', shared: true,
  takenAt: null, archivedAt: null, deletedAt: null, size: { day: '2026-11-27', customers: 12 }, can: { update: true, delete: true, restore: false }, createdAt: '2026-11-01T02:00:00.000Z', updatedAt: '2026-11-01T02:00:00.000Z', version: 3, ...more,
});

async function open(more: object = {}) {
  const requests = stubApi((request) => {
    const { pathname } = new URL(request.url);
    const page = { next: null, hasMore: false, limit: 20 };
    if (pathname.endsWith('/segments/s1')) return { json: request.method === 'DELETE' ? {} : segment(more) };
    if (pathname.includes('/meta/')) return { json: { fields: [], related: [] } };
    return { json: { data: [], page } };
  });
  await renderPage(() => <><SegmentDetails id="s1" onClose={() => undefined} /><Toasts /></>);
  return requests;
}

test('it says whom it holds, and deleting it can be taken back at once', async () => {
  const requests = await open();
  expect(await screen.findByText('评级不小于4')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '删除' }));

  await waitFor(() => expect(requests.find((request) => request.method === 'DELETE')?.headers.get('If-Match')).toBe('"v3"'));
  await userEvent.click(await screen.findByRole('button', { name: '撤销' }));
  await waitFor(() => expect(requests.some((request) => request.method === 'POST' && request.url.endsWith('/segments/s1/restoration'))).toBe(true));
});

test('one in the bin can be restored and nothing else', async () => {
  await open({ deletedAt: '2026-11-28T02:00:00.000Z', can: { update: false, delete: false, restore: true } });
  expect(await screen.findByRole('button', { name: '恢复' })).toBeVisible();
  expect(screen.queryByRole('button', { name: '修改分群' })).toBeNull();
  expect(screen.queryByRole('button', { name: '删除' })).toBeNull();
});

test('laying it aside says all of it again, so that the filter stays whole', async () => {
  const requests = await open();
  await userEvent.click(await screen.findByRole('button', { name: '归档' }));

  await waitFor(() => expect(requests.some((request) => request.method === 'PUT')).toBe(true));
  expect(await requests.find((request) => request.method === 'PUT')!.clone().json()).toMatchObject({ name: '好客户', where: { field: 'rating', op: 'gte', value: '4' }, archived: true });
});
