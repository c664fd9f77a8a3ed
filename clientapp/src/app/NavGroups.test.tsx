import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { anna, renderPage } from '../test/render';
import { NavGroups } from './NavGroups';
import { isCurrent, navItems } from './navigation';

const menu = () => <nav><NavGroups /></nav>;
const group = (name: string) => screen.getByRole('button', { name });

beforeEach(() => localStorage.clear());

test('groups show what the user may open, and a group of nothing is not there', async () => {
  await renderPage(menu, '/', { ...anna, permissions: ['customers.read', 'orders.read'] });

  expect(within(screen.getByRole('list', { name: '交易' })).getAllByRole('link').map((link) => link.textContent)).toEqual(expect.arrayContaining(['订单', '产品']));
  expect(screen.queryByRole('link', { name: '优惠' })).toBeNull();
  expect(screen.queryByRole('button', { name: '关怀' })).toBeNull();
  expect(group('设置')).toHaveAttribute('aria-expanded', 'false');
});

test('a folded group stays folded', async () => {
  const { unmount } = await renderPage(menu);

  group('客户').focus();
  await userEvent.keyboard('{Enter}');
  expect(screen.queryByRole('link', { name: '客户' })).toBeNull();
  unmount();

  await renderPage(menu);
  expect(group('客户')).toHaveAttribute('aria-expanded', 'false');
  expect(group('分析')).toHaveAttribute('aria-expanded', 'true');
});

test('coming to a page opens its group', async () => {
  const { router } = await renderPage(menu);
  await waitFor(() => expect(localStorage.getItem('crm.nav.open')).toBe('{}'));
  expect(group('设置')).toHaveAttribute('aria-expanded', 'false');

  void router.navigate({ to: '/settings/account' } as never);

  await waitFor(() => expect(JSON.parse(localStorage.getItem('crm.nav.open')!)).toEqual({ settings: true }));
});

test('a record belongs to its list, and an entry below another is a page of its own', () => {
  const at = (path: string) => navItems.filter((item) => isCurrent(item, path)).map((item) => item.to);

  expect(at('/')).toEqual(['/']);
  expect(at('/customers/01990000')).toEqual(['/customers']);
  expect(at('/settings/tiers')).toEqual(['/settings/tiers']);
});
