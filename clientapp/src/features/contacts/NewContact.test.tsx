import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { renderPage, stubApi } from '../../test/render';
import { NewContact } from './NewContact';

beforeAll(() => loadTexts('contacts', 'record'));

const hit = { type: 'customer', id: 'c1', title: '海尔集团', subtitle: '青岛', number: 'C000001', ownerName: null, matchedOn: 'initials' };
const page = (data: unknown[]) => ({ json: { data, page: { next: null, hasMore: false, limit: 50 } } });

function answer(request: Request) {
  const { pathname } = new URL(request.url);
  if (request.method === 'POST') return { status: 201, json: { id: 'p1', name: '张三', version: 1 } };
  if (pathname.includes('/meta/')) return { json: { fields: [], related: [], rules: [], periods: [] } };
  return page(pathname.endsWith('/search') ? [hit] : []);
}

test('a person is written down together with the customer, found by initials', async () => {
  const requests = stubApi(answer);
  const { router } = await renderPage(() => <NewContact onClose={() => undefined} />);

  await userEvent.type(screen.getByRole('textbox', { name: /姓名/ }), '张三');
  await userEvent.type(screen.getByRole('combobox', { name: '在哪家客户' }), 'hejt');
  await userEvent.click(await screen.findByRole('option', { name: /海尔集团/ }));
  await userEvent.type(screen.getByRole('textbox', { name: '职务' }), '采购经理');
  await userEvent.click(screen.getByRole('button', { name: '新建' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/contacts/p1'));
  const sent = await requests.find((request) => request.method === 'POST')!.clone().json();
  expect(sent).toMatchObject({ name: '张三', phones: [], customers: [{ customerId: 'c1', title: '采购经理', department: null, isPrimary: false }] });
});

test('a job without a customer is not sent', async () => {
  const requests = stubApi(answer);
  await renderPage(() => <NewContact onClose={() => undefined} />);

  await userEvent.type(screen.getByRole('textbox', { name: /姓名/ }), '张三');
  await userEvent.type(screen.getByRole('textbox', { name: '职务' }), '采购经理');
  await userEvent.click(screen.getByRole('button', { name: '新建' }));

  expect(await screen.findByText('请选择客户，或移除这一行')).toBeVisible();
  expect(requests.some((request) => request.method === 'POST')).toBe(false);
});

test('closing with something typed asks first', async () => {
  stubApi(answer);
  await renderPage(() => <NewContact onClose={() => undefined} />);

  await userEvent.type(screen.getByRole('textbox', { name: /姓名/ }), '张');
  await userEvent.click(screen.getByRole('button', { name: '取消' }));

  const question = screen.getByRole('alert');
  expect(question).toHaveTextContent('还没保存');
  await userEvent.click(within(question.parentElement!).getByRole('button', { name: '继续填写' }));
  expect(screen.getByRole('textbox', { name: /姓名/ })).toHaveValue('张');
});
