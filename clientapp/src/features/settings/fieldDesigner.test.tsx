import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { axeFinds } from '../../test/axe';
import { anna, renderPage, stubApi } from '../../test/render';
import { proposedKey, proposedWord } from './fieldDraft';
import FieldDrawer from './FieldDrawer';
import { FieldList } from './FieldList';
import type { CustomField, FieldRule } from './fields.queries';
import RuleDrawer from './RuleDrawer';
import RuleList from './RuleList';

beforeAll(() => loadTexts('settings', 'fields', 'filters', 'records', 'record'));

const kinds = [{ entity: 'customers', labelZh: '客户', labelEn: 'Customers' }];
const administrator = { ...anna, permissions: ['settings.manage'] };
const page = (data: unknown[]) => ({ json: { data, page: { next: null, hasMore: false, limit: 200 } } });
const tier: CustomField = {
  key: 'channelTier', type: 'choice', relatesTo: null, labelZh: '渠道等级', labelEn: 'Channel tier', helpZh: null, helpEn: null, sectionZh: null, sectionEn: null,
  options: [{ value: 'gold', labelZh: '金牌', labelEn: 'Gold', retired: false, color: null }], required: false, unique: false, defaultValue: null, min: null, max: null, maxLength: null, pattern: null,
  searchable: false, indexed: false, personalData: 'none', position: 10, archivedAt: null, version: 1,
};
const signed: CustomField = { ...tier, key: 'signedOn', type: 'date', labelZh: '签约日期', labelEn: 'Signed on', options: [], position: 20 };
const meta = (key: string, type: string, labelZh: string, more: object = {}) => ({
  key, type, labelZh, labelEn: key, required: false, readOnly: false, sortable: true, filterable: true, operators: ['eq', 'in', 'isEmpty'], codeList: null, choices: [], options: [], relatesTo: null, custom: false, ...more,
});
const described = {
  related: [], periods: [], rules: [],
  fields: [
    meta('source', 'choice', '来源', { choices: ['partner'], options: [{ value: 'partner', labelZh: '渠道', labelEn: 'Partner', retired: false, color: null }] }),
    meta('custom.channelTier', 'choice', '渠道等级', { custom: true, choices: ['gold'], options: tier.options }),
  ],
};
const rule: FieldRule = {
  id: 'r1', field: 'custom.channelTier', kind: 'required', when: { field: 'source', op: 'eq', value: 'partner' }, pattern: null, operator: null, otherField: null, value: null, options: [],
  messageZh: '请填写渠道等级', messageEn: 'Channel tier is required', active: true, version: 4,
};

function stub({ fields = [tier, signed], rules = [rule], refusal }: { fields?: CustomField[]; rules?: FieldRule[]; refusal?: object } = {}) {
  return stubApi((request) => {
    const path = new URL(request.url).pathname;
    if (request.method !== 'GET') return refusal ? { status: 422, json: refusal } : path.endsWith('/order') ? page(fields) : { status: 201, json: path.includes('/rules') ? { ...rule, active: false, version: 5 } : tier };
    if (path.endsWith('/usage')) return { json: { records: 12 } };
    if (path.endsWith('/fields')) return page(fields);
    if (path.endsWith('/rules')) return page(rules);
    return { json: described };
  });
}

test('the key of a field follows from its English label and is its own', () => {
  expect(proposedKey('Channel tier', [])).toBe('channelTier');
  expect(proposedKey('Channel tier', ['channelTier', 'channelTier2'])).toBe('channelTier3');
  expect(proposedKey('2nd e-mail (billing)', [])).toBe('ndEMailBilling');
  expect(proposedKey('渠道', [])).toBe('');
  expect(proposedWord({ labelEn: 'Very good', labelZh: '很好' })).toBe('very_good');
  expect(proposedWord({ labelEn: '', labelZh: '很好' })).toBe('很好');
});

test('a field is shown as forms will show it while it is made, and is sent as its type wants it', async () => {
  const requests = stub();
  const { baseElement } = await renderPage(() => <FieldDrawer entity="customers" kinds={kinds} field={null} onClose={() => undefined} />, '/', administrator);
  const user = userEvent.setup();

  await user.selectOptions(await screen.findByRole('combobox', { name: '类型' }), 'choice');
  await user.type(screen.getByRole('textbox', { name: /中文名称/ }), '评级');
  await user.type(screen.getByRole('textbox', { name: /英文名称/ }), 'Grade');
  expect(screen.getByRole('textbox', { name: /接口名/ })).toHaveValue('grade');
  await user.type(screen.getByRole('textbox', { name: '第 1 项的中文' }), '优');
  await user.type(screen.getByRole('textbox', { name: '第 1 项的英文' }), 'Good');
  await user.click(screen.getByRole('button', { name: '移除 第 2 项' }));
  await user.click(screen.getByRole('button', { name: '优的颜色 自动' }));
  await user.click(screen.getByRole('radio', { name: '紫' }));
  expect(screen.getByRole('button', { name: '优的颜色 紫' })).toHaveFocus();
  await user.click(screen.getByRole('checkbox', { name: '必填' }));

  const preview = screen.getByRole('region', { name: '在表单中的样子' });
  expect(within(preview).getByRole('option', { name: '优' })).toBeInTheDocument();
  expect(preview).toHaveTextContent('custom.grade');
  expect(await axeFinds(baseElement)).toEqual([]);

  await user.click(screen.getByRole('button', { name: '添加字段' }));
  await waitFor(() => expect(requests.some(({ method }) => method === 'POST')).toBe(true));
  const sent = await requests.find(({ method }) => method === 'POST')!.clone().json();
  expect(sent).toMatchObject({ key: 'grade', type: 'choice', labelZh: '评级', labelEn: 'Grade', required: true, unique: false, options: [{ value: 'good', labelZh: '优', labelEn: 'Good', retired: false, color: 'purple' }], defaultValue: null, min: null });
});

test('what the API refuses stands at its field, and options that records may have are retired', async () => {
  const requests = stub({ refusal: { code: 'validation_failed', detail: '有不符合要求的内容', errors: [{ pointer: '/labelZh', code: 'too_long', detail: '太长了' }, { pointer: '/options/0/labelEn', code: 'required', detail: '请填写英文' }] } });
  await renderPage(() => <FieldDrawer entity="customers" kinds={kinds} field={tier} onClose={() => undefined} />, '/', administrator);
  const user = userEvent.setup();

  expect(await screen.findByRole('combobox', { name: '类型' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: '停用 金牌' }));
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByText('太长了')).toBeVisible();
  expect(screen.getByText('请填写英文')).toBeVisible();
  const patch = requests.find(({ method }) => method === 'PATCH')!;
  expect(await patch.clone().json()).toEqual({ options: [{ value: 'gold', labelZh: '金牌', labelEn: 'Gold', retired: true, color: null }] });
  expect(patch.headers.get('If-Match')).toBe('"v1"');
});

test('fields are ordered by keys, and archiving says first how many records it concerns', async () => {
  const requests = stub({ fields: [tier, signed, { ...signed, key: 'old', labelZh: '旧字段', archivedAt: '2026-11-01T00:00:00Z' }] });
  await renderPage(() => <FieldList entity="customers" kind="客户" add={null} onEdit={() => undefined} />, '/', administrator);
  const user = userEvent.setup();

  (await screen.findByRole('button', { name: /移动 渠道等级/ })).focus();
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('status')).toHaveTextContent('渠道等级 现在是第 2 项，共 2 项');
  await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/order'))).toBe(true));
  expect(await requests.find(({ url }) => url.endsWith('/order'))!.clone().json()).toEqual({ keys: ['signedOn', 'channelTier'] });

  await user.click(screen.getByRole('button', { name: '归档 渠道等级' }));
  const dialog = await screen.findByRole('dialog', { name: '归档“渠道等级”' });
  expect(await within(dialog).findByText('12 条记录填写了它')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: '归档' }));
  await waitFor(() => expect(requests.some(({ method, url }) => method === 'DELETE' && url.endsWith('/fields/channelTier'))).toBe(true));

  await user.click(screen.getByRole('button', { name: '恢复 旧字段' }));
  await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/fields/old/restoration'))).toBe(true));
});

test('a rule reads as a sentence and is put out of force with a switch', async () => {
  const requests = stub();
  const { baseElement } = await renderPage(() => <RuleList entity="customers" kind="客户" add={null} onEdit={() => undefined} />, '/', administrator);

  expect(await screen.findByText('当来源是渠道时，必须填写渠道等级')).toBeVisible();
  expect(await axeFinds(baseElement)).toEqual([]);
  await userEvent.click(screen.getByRole('checkbox', { name: '启用' }));

  await waitFor(() => expect(requests.some(({ method }) => method === 'PUT')).toBe(true));
  const put = requests.find(({ method }) => method === 'PUT')!;
  expect(await put.clone().json()).toMatchObject({ field: 'custom.channelTier', kind: 'required', when: { field: 'source', op: 'eq', value: 'partner' }, active: false });
  expect(put.headers.get('If-Match')).toBe('"v4"');
});

test('a rule is built with a condition and proposes what it says', async () => {
  const requests = stub({ rules: [] });
  await renderPage(() => <RuleDrawer entity="customers" rule={null} onClose={() => undefined} />, '/', administrator);
  const user = userEvent.setup();
  const choose = async (name: string | RegExp, text: string) => {
    await user.type(screen.getByRole('combobox', { name }), text);
    await user.keyboard('{Enter}');
  };

  await screen.findByRole('combobox', { name: /^字段/ });
  await choose(/^字段/, '渠道等级');
  expect(screen.getByRole('textbox', { name: /提示（中文）/ })).toHaveValue('请填写渠道等级');
  await user.click(screen.getByRole('radio', { name: '符合条件时' }));
  await user.click(screen.getByRole('button', { name: '添加规则' }));
  expect(await screen.findByText('请把条件填完整')).toBeVisible();

  await choose('第 1 个条件：字段', '来源');
  await user.click(screen.getByRole('button', { name: '第 1 个条件：值' }));
  await user.click(await screen.findByRole('checkbox', { name: '渠道' }));
  expect(screen.getByText('当来源是渠道时，必须填写渠道等级')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '添加规则' }));

  await waitFor(() => expect(requests.some(({ method }) => method === 'POST')).toBe(true));
  expect(await requests.find(({ method }) => method === 'POST')!.clone().json()).toMatchObject({ field: 'custom.channelTier', kind: 'required', when: { field: 'source', op: 'eq', value: 'partner' }, messageEn: 'custom.channelTier is required', active: true });
});
