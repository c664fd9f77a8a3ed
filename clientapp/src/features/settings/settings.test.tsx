import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test, vi } from 'vitest';
import { codeListsQuery } from '../../fields/options';
import { loadTexts } from '../../i18n/i18n';
import { anna, renderPage, stubApi } from '../../test/render';
import { AddUserDrawer } from './AddUserDrawer';
import { CodeItems } from './CodeItems';
import { TagsPage } from './TagsPage';

beforeAll(() => loadTexts('settings', 'record'));

const item = (code: string, labelZh: string, position: number) => ({ code, labelZh, labelEn: code, position, active: true, version: 1 });
const page = (data: unknown[]) => ({ json: { data, page: { next: null, hasMore: false, limit: 50 } } });

test('arrow keys on the handle move a choice and say where it stands', async () => {
  const requests = stubApi(async (request) =>
    request.method === 'PATCH' ? { json: {} } : page([{ key: 'industry', labelZh: '行业', labelEn: 'Industry', items: [item('mining', '采矿', 10), item('trade', '贸易', 20), item('energy', '能源', 30)] }]),
  );
  function List() {
    const { data } = useQuery(codeListsQuery);
    return data ? <CodeItems list={data.data[0]!} onEdit={() => undefined} /> : null;
  }
  await renderPage(List);

  (await screen.findByRole('button', { name: /移动 采矿/ })).focus();
  await userEvent.keyboard('{ArrowDown}');

  expect(screen.getByRole('status')).toHaveTextContent('采矿 现在是第 2 项，共 3 项');
  await waitFor(() => expect(requests.some((request) => request.method === 'PATCH')).toBe(true));
  const patch = requests.find((request) => request.method === 'PATCH')!;
  expect(patch.url).toContain('/code-lists/industry/items/mining');
  expect(await patch.clone().json()).toEqual({ position: 25 });
  expect(patch.headers.get('If-Match')).toBe('"v1"');
});

test('a new user’s temporary password is shown once, to be copied', async () => {
  stubApi((request) => (request.method === 'POST' ? { status: 201, json: { user: { id: '1', name: '李雷' }, temporaryPassword: 'maple-river-4821' } } : page([])));
  const close = vi.fn();
  const user = userEvent.setup();
  await renderPage(() => <AddUserDrawer onClose={close} />);

  await user.type(screen.getByRole('textbox', { name: /姓名/ }), '李雷');
  await user.type(screen.getByRole('textbox', { name: /邮箱/ }), 'li.lei@example.com');
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByRole('textbox', { name: '临时密码' })).toHaveValue('maple-river-4821');
  await user.click(screen.getByRole('button', { name: '复制' }));
  expect(await navigator.clipboard.readText()).toBe('maple-river-4821');
  await user.click(screen.getByRole('button', { name: '我已记下' }));
  expect(close).toHaveBeenCalled();
});

test('an address that is taken is refused at its field, and what was typed stays', async () => {
  stubApi((request) =>
    request.method === 'POST' ? { status: 409, json: { code: 'duplicate_email', detail: '已被使用', errors: [{ pointer: '/email', code: 'duplicate_email', detail: '这个邮箱已有用户' }] } } : page([]),
  );
  await renderPage(() => <AddUserDrawer onClose={() => undefined} />);

  await userEvent.type(screen.getByRole('textbox', { name: /姓名/ }), '李雷');
  await userEvent.type(screen.getByRole('textbox', { name: /邮箱/ }), 'anna@example.com');
  await userEvent.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByText('这个邮箱已有用户')).toBeVisible();
  expect(screen.getByRole('textbox', { name: /邮箱/ })).toHaveAttribute('aria-invalid', 'true');
  expect(screen.getByRole('textbox', { name: /姓名/ })).toHaveValue('李雷');
});

test('who may not manage reads who does, and nothing can be changed', async () => {
  stubApi(() => page([{ id: '1', name: '重点', color: 'red', version: 1 }]));
  await renderPage(TagsPage);

  expect(await screen.findByText('这里由管理员维护')).toBeVisible();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('tags are found by their name', async () => {
  stubApi(() => page([{ id: '1', name: '重点', color: 'red', version: 1 }, { id: '2', name: '老客户', color: 'teal', version: 1 }]));
  await renderPage(TagsPage, '/', { ...anna, permissions: ['settings.manage'] });

  await userEvent.type(await screen.findByRole('searchbox', { name: '查找标签' }), '老');
  expect(screen.getByText('老客户')).toBeVisible();
  expect(screen.queryByText('重点')).not.toBeInTheDocument();
});
