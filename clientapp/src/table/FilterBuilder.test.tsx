import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, expect, test, vi } from 'vitest';
import { loadTexts } from '../i18n/i18n';
import { axeFinds } from '../test/axe';
import { renderPage, stubApi } from '../test/render';
import FilterBuilder from './FilterBuilder';
import type { FilterField } from './filterFields';
import type { Where } from './where';

const fields: FilterField[] = [
  { key: 'name', type: 'text', label: '名称', ops: ['contains', 'is', 'empty'] },
  { key: 'status', type: 'code', label: '状态', ops: ['is', 'isNot'], options: [{ value: 'active', label: '合作中' }, { value: 'lost', label: '流失' }] },
  { key: 'lastContactAt', type: 'dateTime', label: '上次联系', ops: ['period', 'olderThan', 'on'] },
  { key: 'annualRevenue', type: 'money', label: '年营业额', ops: ['gte', 'between'] },
];
const any: Where = { kind: 'any', items: [{ field: 'status', op: 'is', values: ['active', 'lost'] }, { field: 'lastContactAt', op: 'olderThan', values: ['30'] }] };

const onApply = vi.fn();
const count = vi.fn(async (where: Where | null) => ({ value: where ? 128 : 1000, relation: 'eq' }));
const show = (where: Where | null) => renderPage(() => <FilterBuilder fields={fields} where={where} onApply={onApply} onClose={() => undefined} count={count} scope="" />);

beforeAll(async () => {
  await loadTexts('filters');
  await i18next.changeLanguage('en').then(() => loadTexts('filters'));
  await i18next.changeLanguage('zh-CN');
});

test('a condition reads as a sentence in the user’s language', async () => {
  stubApi(() => ({ json: { data: [] } }));
  await show(any);
  expect(await screen.findByText('状态是合作中或流失 或 上次联系已超过 30 天或从来没有')).toBeVisible();
  await i18next.changeLanguage('en');
  expect(await screen.findByText(/状态 is 合作中 or 流失 or 上次联系 is more than 30 days ago or never/)).toBeVisible();
});

test('a story: two conditions by keyboard, counted before they apply', async () => {
  const { baseElement } = await show(null);
  await userEvent.type(screen.getByRole('combobox', { name: '第 1 个条件：字段' }), '营业{Enter}');
  await userEvent.type(screen.getByRole('textbox', { name: '第 1 个条件：值' }), '100万');
  await userEvent.click(screen.getByRole('button', { name: '添加条件' }));
  await waitFor(() => expect(screen.getByRole('combobox', { name: '第 2 个条件：字段' })).toHaveFocus());
  await userEvent.keyboard('状态{Enter}');
  await userEvent.click(screen.getByRole('button', { name: '第 2 个条件：值' }));
  await userEvent.click(screen.getByRole('checkbox', { name: '合作中' }));

  expect(await screen.findByText('符合条件的有 128 条')).toBeVisible();
  expect(screen.getByText('年营业额不低于 100万 且 状态是合作中')).toBeVisible();
  expect(await axeFinds(baseElement)).toEqual([]);

  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(onApply).toHaveBeenLastCalledWith({ kind: 'all', items: [{ field: 'annualRevenue', op: 'gte', values: ['1000000'] }, { field: 'status', op: 'is', values: ['active'] }] });
});

test('what is typed stays under the fingers while the count comes in', async () => {
  await show({ field: 'name', op: 'contains', values: ['海'] });
  const box = screen.getByRole('textbox', { name: '第 1 个条件：值' });
  await userEvent.type(box, '纳');
  await screen.findByText('符合条件的有 128 条');
  await userEvent.type(box, '集团');
  expect(screen.getByRole('textbox', { name: '第 1 个条件：值' })).toBe(box);
  expect(box).toHaveValue('海纳集团');
});

test('groups go three deep and no deeper, and an incomplete condition is pointed out', async () => {
  await show(null);
  await userEvent.click(screen.getByRole('button', { name: '添加一组' }));
  await userEvent.click(screen.getAllByRole('button', { name: '添加一组' })[0]!);
  expect(screen.getAllByRole('group', { name: /^第 \d+ 组条件$/ })).toHaveLength(3);
  expect(screen.getAllByRole('button', { name: '添加一组' })).toHaveLength(2);

  onApply.mockClear();
  await userEvent.click(screen.getByRole('button', { name: '应用' }));
  expect(onApply).not.toHaveBeenCalled();
  expect(screen.getAllByText('请填完整，或移除这个条件').length).toBeGreaterThan(0);
  await waitFor(() => expect(screen.getByRole('combobox', { name: '第 1 个条件：字段' })).toHaveFocus());
});

test('none of these turns a group around', async () => {
  await show(any);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: '这一组怎样才算符合' }), '一个也不符合');
  expect(await screen.findByText(/^不符合（状态是合作中或流失 或 上次联系已超过 30 天或从来没有）$/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '应用' }));
  expect(onApply).toHaveBeenLastCalledWith({ ...any, kind: 'none' });
});

test('the Enter of an input method chooses a word and nothing else', async () => {
  await show(null);
  onApply.mockClear();
  const box = screen.getByRole('combobox', { name: '第 1 个条件：字段' });
  await userEvent.type(box, '状');
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true, ctrlKey: true });
  expect(onApply).not.toHaveBeenCalled();
  expect(within(screen.getByRole('listbox')).getByRole('option', { name: '状态' })).toBeVisible();
});
