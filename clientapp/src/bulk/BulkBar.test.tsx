import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Page } from '../api/list';
import type { ColumnField } from '../fields/field';
import { loadTexts } from '../i18n/i18n';
import { DataTable } from '../table/DataTable';
import { axeFinds } from '../test/axe';
import { anna, renderPage, stubApi } from '../test/render';

type Row = { id: string; name: string; status: string };
const rows: Row[] = [{ id: '1', name: '海纳', status: 'active' }, { id: '2', name: '远山', status: 'lost' }];
const fields: ColumnField<Row>[] = [
  { key: 'name', type: 'text', label: '名称', value: (row) => row.name },
  { key: 'status', type: 'code', label: '状态', options: [{ value: 'active', label: '合作中' }, { value: 'lost', label: '流失' }], value: (row) => row.status },
];
const job = (status: string, done: number) => ({
  id: 'j1', kind: 'bulk', title: '修改 1,200 位客户', entity: 'customers', status, progress: { done, total: 1200, failed: 2 }, result: status === 'running' ? {} : { changed: 1198, skipped: 2 }, error: null,
  links: { self: '/api/v1/jobs/j1', file: null, errors: status === 'running' ? null : '/api/v1/jobs/j1/errors', undo: status === 'running' ? null : '/api/v1/jobs/j1/undo' },
  createdAt: '2026-11-28T02:00:00Z', createdBy: anna.id, createdByName: '安娜', startedAt: null, updatedAt: '2026-11-28T02:00:00Z', endedAt: null, fileName: null, filesUntil: null, undoUntil: null, undoneBy: null,
});

let ended: boolean;
const bodies: Record<string, unknown>[] = [];
function stub() {
  return stubApi(async (request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    if (request.method === 'POST' && request.headers.get('Content-Type')?.includes('json')) bodies.push({ path, ...(await request.clone().json()) });
    if (path === '/meta/customers') return { json: { fields: [{ key: 'status', type: 'code', labelZh: '状态', labelEn: 'Status', bulkEditable: true, readOnly: false, operators: [], choices: [], options: [], codeList: null, relatesTo: null }], related: [], periods: [] } };
    if (path === '/customers/bulk/preview') return { json: { matching: 1200, checked: 200, changed: 195, unchanged: 3, skipped: [{ code: 'permission_missing', field: null, count: 2 }] } };
    if (path === '/customers/bulk') return { status: 202, headers: { Location: '/api/v1/jobs/j1' } };
    if (path === '/jobs/j1/events') return { status: 404, json: {} };
    if (path === '/jobs/j1') return { json: ended ? job('partially_succeeded', 1200) : job('running', 400) };
    return { json: { data: [], page: { next: null, hasMore: false, limit: 10 }, unread: 0 } };
  });
}

const list = () => (
  <DataTable
    id="customers"
    entity="customers"
    label="客户"
    fields={fields}
    queryKey={['rows']}
    // The second page is long on its way.
    fetchPage={({ cursor, count }): Promise<Page<Row>> => (cursor ? new Promise(() => undefined) : Promise.resolve({ data: rows, page: { next: 'more', hasMore: true, limit: 50 }, ...(count && { total: { value: 1200, relation: 'eq' } }) }))}
    search={{ filter: { status: { in: 'active,lost' } } }}
    onSearch={() => undefined}
    rowName={(row) => row.name}
    rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
    bulk={{ change: true, assign: false, delete: true }}
  />
);

beforeAll(() => loadTexts('bulk', 'jobs'));
beforeEach(() => {
  ended = false;
  bodies.length = 0;
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(100);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});

test('a story: everything that matches gets a status, seen before, followed while it goes on, and told with what was skipped', async () => {
  stub();
  const { baseElement } = await renderPage(list, '/', { ...anna, permissions: [...anna.permissions, 'exports.create'] });
  await userEvent.click(await screen.findByRole('checkbox', { name: '选择 海纳' }));
  const bar = screen.getByRole('region', { name: '客户' });
  await userEvent.click(await within(bar).findByRole('button', { name: '选择符合条件的全部' }));
  expect(await within(bar).findByText('已选全部 1,200 条')).toBeVisible();

  await userEvent.click(within(bar).getByRole('button', { name: '修改字段' }));
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: '修改哪个字段' }), '状态');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: '改为' }), '流失');
  expect(await screen.findByText('跳过：您无权修改')).toBeVisible();
  expect(await axeFinds(baseElement)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '开始' }));

  expect(await screen.findByRole('progressbar', { name: '修改 1,200 位客户' })).toHaveAttribute('value', '400');
  expect(bodies.find(({ path }) => path === '/customers/bulk')).toEqual({
    path: '/customers/bulk', action: 'change', values: { status: 'lost' }, where: { field: 'status', op: 'in', value: ['active', 'lost'] }, deleted: false, expectedCount: 1200,
  });

  ended = true;
  expect(await screen.findByText('已修改', { exact: false }, { timeout: 10_000 })).toBeVisible();
  expect(screen.getByRole('button', { name: '下载跳过的行' })).toBeVisible();
  expect(screen.getByRole('button', { name: '撤销' })).toBeVisible();
});

test('chosen rows go by their ids, and what may not be done is not offered', async () => {
  stub();
  await renderPage(list);
  await userEvent.click(await screen.findByRole('checkbox', { name: '选择 远山' }));
  const bar = screen.getByRole('region', { name: '客户' });
  expect(await within(bar).findByText('已选 1 条')).toBeVisible();
  expect(within(bar).queryByRole('button', { name: '更换负责人' })).not.toBeInTheDocument();
  await userEvent.click(within(bar).getByRole('button', { name: '更多批量操作' }));
  expect(screen.queryByRole('menuitem', { name: '导出' })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('menuitem', { name: '删除' }));
  await userEvent.click(await screen.findByRole('button', { name: '开始' }));
  await waitFor(() => expect(bodies.find(({ path }) => path === '/customers/bulk')).toEqual({ path: '/customers/bulk', action: 'delete', ids: ['2'], deleted: false, expectedCount: 1 }));
});
