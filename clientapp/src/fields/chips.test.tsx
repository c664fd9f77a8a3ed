import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { optionsOf } from '../table/meta';
import { renderPage, stubApi } from '../test/render';
import type { Field } from './field';
import { FieldDisplay } from './registry';

const items = [
  { code: 'active', labelZh: '合作中', labelEn: 'Active', position: 1, active: true, color: 'purple', version: 1 },
  { code: 'lost', labelZh: '已流失', labelEn: 'Lost', position: 2, active: true, color: null, version: 1 },
];
const page = (data: unknown[]) => ({ json: { data, page: { next: null, hasMore: false, limit: 200 } } });
const chip = async (word: string) => (await screen.findByText(word)).parentElement!.className;

test('a code shows in the colour that was chosen for it, also where its word comes with the row', async () => {
  stubApi(() => page([{ key: 'customer_status', labelZh: '客户状态', labelEn: 'Customer status', items }]));
  const status: Field = { key: 'status', type: 'code', label: '状态', codeList: 'customer_status' };
  await renderPage(() => <><FieldDisplay field={status} value="active" /><FieldDisplay field={status} value="lost" /><FieldDisplay field={status} value="active" text="在合作" /></>);

  expect(await chip('合作中')).toContain('violet');
  expect(await chip('已流失')).toContain('bad'); // nobody chose one: lost is red of itself
  expect(await chip('在合作')).toContain('violet');
});

test('the options of an added field show in theirs', async () => {
  const options = optionsOf({ options: [{ value: 'gold', labelZh: '金牌', labelEn: 'Gold', retired: false, color: 'teal' }, { value: 'old', labelZh: '旧', labelEn: 'Old', retired: true, color: 'orange' }] }, false);
  await renderPage(() => <><FieldDisplay field={{ key: 'custom.tier', type: 'code', label: '等级', options }} value="gold" /><FieldDisplay field={{ key: 'custom.many', type: 'choices', label: '几项', options }} value={['old']} /></>);

  expect(await chip('金牌')).toContain('teal');
  expect(await chip('旧')).toContain('orange');
});
