import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { anna, renderPage, stubApi } from '../../test/render';
import type { CustomerDetail } from '../customers/customer.queries';
import { CustomerHistory } from '../customers/CustomerHistory';

const customer = { id: '01990000-0000-7000-8000-000000000011', version: 3 } as CustomerDetail;
const entry = { entity: 'customers', recordId: customer.id, userId: anna.id, userName: '安娜', reference: null, row: null, requestId: 'req_1', can: { undo: true } };
const change = {
  ...entry, id: 'c2', version: 3, verb: 'changed', at: '2026-11-20T02:00:00.000Z', source: 'form',
  fields: [
    { field: 'status', before: 'potential', after: 'active' },
    { field: 'annualRevenue', before: null, after: { amount: '12800.00', currency: 'CNY' } },
    { field: 'custom.tier', before: 1, after: 2 },
  ],
};
const birth = { ...entry, id: 'c1', version: 1, verb: 'created', at: '2026-11-01T02:00:00.000Z', source: 'import', row: 7, userId: null, userName: null, can: { undo: false }, fields: [{ field: 'name', before: null, after: '海纳科技' }] };

beforeAll(() => loadTexts('history', 'customer', 'record'));

async function open(result?: object) {
  const requests = stubApi((request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.endsWith('/undo')) return { json: result };
    if (pathname.endsWith('/history')) return { json: { data: searchParams.get('field') ? [{ ...change, fields: [change.fields[0]] }] : [change, birth], page: { next: null, hasMore: false, limit: 20 } } };
    if (pathname.endsWith('/meta/customers')) return { json: { fields: [{ key: 'custom.tier', type: 'number', labelZh: '等级', labelEn: 'Tier', custom: true, choices: [], options: [], operators: [] }] } };
    if (pathname.endsWith('/code-lists'))
      return { json: { data: [{ key: 'customer_status', items: [{ code: 'potential', labelZh: '潜在', labelEn: 'Potential', active: true }, { code: 'active', labelZh: '成交', labelEn: 'Active', active: true }] }] } };
    return { json: { data: [], page: { next: null, hasMore: false, limit: 50 } } };
  });
  await renderPage(() => <CustomerHistory customer={customer} />);
  await userEvent.click(await screen.findByRole('button', { name: '变更历史' }));
  await screen.findByText('做了修改');
  return requests;
}

test('it tells who changed what from what to what, in the words of the page', async () => {
  await open();
  const [first, last] = screen.getAllByRole('listitem');
  expect(await within(first!).findByText('潜在')).toBeVisible();
  expect(within(first!).getByText('成交')).toBeVisible();
  expect(await within(first!).findByText('等级')).toBeVisible();
  expect(first).toHaveTextContent('安娜 做了修改');
  expect(first).toHaveTextContent('页面');
  expect(last).toHaveTextContent('系统 新建了记录');
  expect(last).toHaveTextContent('第 7 行');
  expect(within(last!).queryByRole('button', { name: '撤销这次变更' })).toBeNull();
  expect(screen.queryByText('海纳科技')).toBeNull();
  await userEvent.click(within(last!).getByText('查看填写的 1 项'));
  expect(screen.getByText('海纳科技')).toBeVisible();
});

test('a field has a history of its own', async () => {
  const requests = await open();
  await userEvent.click(screen.getByRole('button', { name: '状态的变更历史' }));
  await waitFor(() => expect(requests.some((request) => new URL(request.url).searchParams.get('field') === 'status')).toBe(true));
  expect(await screen.findByText('只看：状态')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '看全部变更' }));
  expect(await screen.findByText(/新建了记录/)).toBeVisible();
});

test('undo shows what was left and by whom it was changed, and changes it back when asked', async () => {
  const kept = [{ field: 'status', reason: 'changed_since', before: 'potential', now: 'lost', changeId: 'c3', at: '2026-11-21T02:00:00.000Z', userId: 'u2', userName: '孙经理' }];
  const requests = await open({ entity: 'customers', recordId: customer.id, version: 4, verb: 'changed', undone: [{ field: 'annualRevenue', before: { amount: '12800.00', currency: 'CNY' }, after: null }], kept });
  await userEvent.click(screen.getByRole('button', { name: '撤销这次变更' }));
  const dialog = await screen.findByRole('dialog', { name: '已撤销一部分' });
  expect(dialog).toHaveTextContent('孙经理 之后改过');
  await userEvent.click(within(dialog).getByRole('button', { name: '全部改回' }));
  await waitFor(() => expect(requests.filter((request) => request.url.endsWith('/changes/c2/undo'))).toHaveLength(2));
  const bodies = await Promise.all(requests.filter((request) => request.url.endsWith('/undo')).map((request) => request.json()));
  expect(bodies).toEqual([{ force: false }, { force: true }]);
});
