import { useNavigate, useSearch } from '@tanstack/react-router';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { axeFinds } from '../test/axe';
import { anna, renderPage, stubApi } from '../test/render';
import { FilterBar } from './FilterBar';
import { useListViews } from './useListViews';
import { ViewBar } from './ViewBar';
import type { ViewSearch } from './views';
import type { ViewRow } from './views.queries';

const fields = [{ key: 'status', type: 'code' as const, label: '状态', filterable: true, options: [{ value: 'active', label: '合作中' }], value: () => null }];
const key: ViewRow = {
  id: 'v1', entity: 'customers', name: '重点客户', where: { field: 'status', op: 'eq', value: 'active' }, filterText: { zh: '', en: '' }, q: null, sort: null, columns: null, layout: 'list', layoutField: null, density: null,
  sharedWith: 'nobody', teamId: null, role: null, ownerId: anna.id, ownerName: '安娜', gone: [], can: { update: true, delete: true }, createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z', version: 3,
};
const byStatus = { board: 'status' };
let saved: ViewRow[];
const written: { method: string; path: string; body: unknown }[] = [];

function List() {
  const search = useSearch({ strict: false }) as ViewSearch;
  const navigate = useNavigate();
  const views = useListViews({ entity: 'customers', builtIn: [{ id: 'all', label: '全部' }], fields, search, layouts: byStatus, go: (next) => void navigate({ to: '/', search: next } as never) });
  return (
    <>
      <ViewBar label="范围" views={views} linkOf={(next) => ({ to: '/', search: next }) as never} />
      <FilterBar fields={fields} search={views.shown.listed} onSearch={views.onSearch} />
      <p>{views.layout} {views.layoutField}</p>
      <button type="button" onClick={() => views.layOut('board', 'industry')}>看板按行业</button>
      <button type="button" onClick={() => views.layOut('list')}>列表</button>
    </>
  );
}

beforeEach(() => {
  saved = [key];
  written.length = 0;
  stubApi(async (request) => {
    const path = new URL(request.url).pathname.replace('/api/v1/customers', '');
    if (request.method !== 'GET') written.push({ method: request.method, path, body: request.method === 'DELETE' ? null : await request.clone().json() });
    if (path === '/list-settings') return { json: { entity: 'customers', own: null, house: null } };
    if (request.method === 'POST') saved = [...saved, { ...key, ...(await request.clone().json()), id: 'v2' }];
    if (request.method === 'DELETE') saved = [];
    if (path === '/views') return request.method === 'POST' ? { status: 201, json: saved.at(-1) } : { json: { data: saved, page: { next: null, hasMore: false, limit: 50 } } };
    return request.method === 'DELETE' ? { status: 204 } : { json: { ...key, version: 4 } };
  });
});

test('a view opens with its filter, says when it was changed, and goes back', async () => {
  const { router, baseElement } = await renderPage(List);
  await userEvent.click(await screen.findByRole('link', { name: '重点客户' }));
  expect(await screen.findByText('合作中')).toBeVisible();
  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'v1' }));

  await userEvent.click(screen.getByRole('button', { name: '移除筛选 状态' }));
  expect(await screen.findByRole('img', { name: '有未保存的修改' })).toBeVisible();
  expect(router.state.location.search).toEqual({ view: 'v1', edited: '1' });
  expect(await axeFinds(baseElement)).toEqual([]);

  await userEvent.click(await screen.findByRole('button', { name: '还原' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'v1' }));
  expect(await screen.findByText('合作中')).toBeVisible();
});

test('what stands on the list is saved under a name and shared', async () => {
  const { router } = await renderPage(List, '/?filter[status]=active&sort=-rating');
  await userEvent.click(await screen.findByRole('button', { name: '另存为视图' }));
  await userEvent.type(await screen.findByRole('textbox', { name: /视图名称/ }), '合作客户');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: '谁能看到' }), '我的团队');
  await userEvent.click(screen.getByRole('button', { name: '保存' }));

  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'v2' }));
  expect(written[0]).toEqual({
    method: 'POST', path: '/views',
    body: { where: { field: 'status', op: 'eq', value: 'active' }, sort: '-rating', layout: 'list', layoutField: null, name: '合作客户', sharedWith: 'team', role: null, teamId: null },
  });
});

test('the first view and the tabs are the user’s own choice', async () => {
  await renderPage(List, '/?view=v1');
  await userEvent.click(await screen.findByRole('button', { name: '视图' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: '打开列表时先显示它' }));
  await waitFor(() => expect(written.at(-1)).toMatchObject({ method: 'PUT', path: '/list-settings', body: { defaultView: 'v1' } }));

  await userEvent.click(screen.getByRole('button', { name: '视图' }));
  await userEvent.click(screen.getByRole('menuitem', { name: '管理视图' }));
  await userEvent.click(await screen.findByRole('button', { name: '前移 重点客户' }));
  await waitFor(() => expect(written.at(-1)).toMatchObject({ path: '/list-settings', body: { defaultView: 'v1', pinned: ['v1', 'all'] } }));
});

test('how a list is shown is a part of its view: it opens so, says when that was changed, and keeps it', async () => {
  saved = [{ ...key, layout: 'board', layoutField: 'rating' }];
  const { router } = await renderPage(List, '/?view=v1');
  expect(await screen.findByText('board rating')).toBeVisible();
  expect(screen.queryByRole('img', { name: '有未保存的修改' })).toBeNull();

  await userEvent.click(screen.getByRole('button', { name: '列表' }));
  expect(await screen.findByRole('img', { name: '有未保存的修改' })).toBeVisible();
  expect(router.state.location.search).toEqual({ view: 'v1', as: 'list' });
  expect(screen.getByText('合作中')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: '看板按行业' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'v1', by: 'industry' }));
  await userEvent.click(await screen.findByRole('button', { name: '保存' }));
  await waitFor(() => expect(written.at(-1)).toMatchObject({ method: 'PUT', path: '/views/v1', body: { layout: 'board', layoutField: 'industry', where: { field: 'status', op: 'eq', value: 'active' } } }));
  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'v1' }));
});

test('filters stay when the list becomes a board and a list again', async () => {
  const { router } = await renderPage(List, '/?q=海&filter[status]=active&where=size~empty&sort=-rating');
  const before = router.state.location.search;
  await userEvent.click(await screen.findByRole('button', { name: '看板按行业' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ ...before, as: 'board', by: 'industry' }));
  expect(screen.getByText('合作中')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: '移除筛选 状态' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ q: '海', where: 'size~empty', as: 'board', by: 'industry' }));
  await userEvent.click(screen.getByRole('button', { name: '列表' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ q: '海', where: 'size~empty', sort: '-rating' }));
  expect(router.state.location.search).not.toHaveProperty('as');
});
