import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { renderPage, stubApi } from '../../test/render';
import { Toasts } from '../../ui/toast';
import { PlanDrawer } from './PlanDrawer';

beforeAll(() => loadTexts('keyAccounts', 'history', 'customer', 'record', 'common'));

const person = '01990000-0000-7000-8000-000000000021';
const plan = (more: object = {}) => ({
  id: 'p1', customerId: 'k1', customerName: '海纳科技', status: 'active', startedOn: '2026-01-05', nextReviewOn: null, lastReviewOn: null, openGoals: 1, openActions: 0, nextActionOn: null, version: 4, deletedAt: null,
  goals: [{ text: '份额过半', status: 'open' }], stakeholders: [{ contactId: person, role: '决策人', influence: 5, attitude: 1 }], potentials: [], risks: [{ text: '竞争对手', likelihood: 4, impact: 5 }], actions: [],
  names: { [person]: '周敏' }, can: { update: true, delete: true, restore: false }, ...more,
});
const change = {
  id: 'c2', entity: 'key-accounts', recordId: 'p1', name: null, userId: null, userName: '安娜', reference: null, row: null, requestId: null, version: 4, verb: 'changed', at: '2026-11-20T02:00:00.000Z', source: 'form', can: { undo: true },
  fields: [{ field: 'stakeholders', before: null, after: [{ contactId: person, role: '决策人', influence: 5, attitude: 1 }] }, { field: 'risks', before: [{ text: '账期', likelihood: 3, impact: 3 }], after: [{ text: '竞争对手', likelihood: 4, impact: 5 }] }],
};

async function open(more: object = {}) {
  const requests = stubApi((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/history')) return { json: { data: [change], page: { next: null, hasMore: false, limit: 20 } } };
    if (pathname.includes('/meta/')) return { json: { fields: [] } };
    if (pathname.endsWith('/overview')) return { json: { contacts: [], timeline: { data: [], page: { next: null, hasMore: false, limit: 20 } } } };
    return request.method === 'DELETE' ? { status: 200, json: {} } : { json: plan(more) };
  });
  await renderPage(() => <><PlanDrawer id="p1" onClose={() => undefined} /><Toasts /></>);
  return requests;
}

test('its history tells each list in the words of the plan', async () => {
  await open();
  await userEvent.click(await screen.findByRole('button', { name: '变更历史' }));

  const entry = (await screen.findByText('做了修改')).closest('li')!;
  expect(within(entry).getByText('周敏')).toBeVisible();
  expect(entry).toHaveTextContent('决策人 · 影响力 5/5');
  expect(entry).toHaveTextContent('账期 风险 9/25');
  expect(entry).toHaveTextContent('竞争对手 风险 20/25');
});

test('deleting it can be taken back at once', async () => {
  const requests = await open();
  await userEvent.click(await screen.findByRole('button', { name: '删除' }));

  await waitFor(() => expect(requests.find((request) => request.method === 'DELETE')?.headers.get('If-Match')).toBe('"v4"'));
  expect(await screen.findByText('已删除 海纳科技 的计划')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '撤销' }));
  await waitFor(() => expect(requests.some((request) => request.method === 'POST' && request.url.endsWith('/key-accounts/p1/restoration'))).toBe(true));
});

test('one in the bin can be restored and nothing else', async () => {
  const requests = await open({ deletedAt: '2026-11-21T02:00:00.000Z', can: { update: false, delete: false, restore: true } });
  await userEvent.click(await screen.findByRole('button', { name: '恢复' }));

  await waitFor(() => expect(requests.some((request) => request.url.endsWith('/key-accounts/p1/restoration'))).toBe(true));
  expect(screen.queryByRole('button', { name: '修改计划' })).toBeNull();
  expect(screen.queryByRole('button', { name: '删除' })).toBeNull();
});
