import { expect, test } from 'vitest';
import type { ImportMapping, PreviewColumn, PreviewTarget } from './imports.queries';
import { added, choiceOf, doubles, emptied, failing, fills, mappingOf, meaningOf, missing, newField, withMeaning, withTarget } from './mapping';

const column = (name: string): PreviewColumn => ({ name, filled: 3, samples: [], field: null, confidence: 0, dayFormats: [], unknownValues: [], newField: null });
const target = (key: string, more: Partial<PreviewTarget> = {}): PreviewTarget => ({ key, labelZh: key, labelEn: key, type: 'text', onlyFinds: false, takesSeveral: false, required: false, codeList: null, options: [], ...more });
const empty: ImportMapping = { columns: [], defaults: null, emptyCells: 'keep', duplicates: 'skip', addMissingCodes: false, createCustomers: false, timeZone: null };

test('A column fills what was chosen for it, and nothing once it is ignored', () => {
  const mapped = withTarget(empty, column('公司'), 'name');
  expect(choiceOf(mappingOf(mapped, '公司'))).toBe('name');
  expect(withTarget(mapped, column('公司'), '').columns).toEqual([]);
});

test('What was said about values goes when the column fills something else', () => {
  const mapped = withMeaning(withTarget(empty, column('状态'), 'status'), '状态', '合作', 'active');
  expect(mappingOf(mapped, '状态')?.values).toEqual({ 合作: 'active' });
  expect(meaningOf(mappingOf(mapped, '状态'), '合作')).toBe('active');
  expect(mappingOf(withTarget(mapped, column('状态'), 'industry'), '状态')?.values).toBeNull();
});

test('An unknown value is added to its list, counts as empty, or fails its rows again', () => {
  const mapped = withTarget(empty, column('行业'), 'industry');
  const listed = withMeaning(mapped, '行业', '航天', added);
  expect(mappingOf(listed, '行业')).toMatchObject({ addValues: ['航天'], values: {} });
  const cleared = withMeaning(listed, '行业', '航天', emptied);
  expect(mappingOf(cleared, '行业')).toMatchObject({ addValues: [], values: { 航天: null } });
  expect(meaningOf(mappingOf(cleared, '行业'), '航天')).toBe(emptied);
  expect(meaningOf(mappingOf(withMeaning(cleared, '行业', '航天', failing), '行业'), '航天')).toBe(failing);
});

test('A new field takes the name of its column when nothing better is known', () => {
  const mapped = withTarget(empty, column('Ticker'), newField);
  expect(mappingOf(mapped, 'Ticker')?.newField).toEqual({ label: 'Ticker', type: 'text' });
});

test('Two columns for one field are told, unless it takes several', () => {
  const targets = [target('name'), target('phones', { takesSeveral: true })];
  const both = ['a', 'b'].reduce((mapping, name) => withTarget(mapping, column(name), 'name'), empty);
  expect(doubles(both, targets)).toEqual(['name']);
  expect(doubles(['a', 'b'].reduce((mapping, name) => withTarget(mapping, column(name), 'phones'), empty), targets)).toEqual([]);
});

test('A field that a record needs is missing until a column, a part of it or a default fills it', () => {
  const targets = [target('name', { required: true })];
  expect(missing(empty, targets).map(({ key }) => key)).toEqual(['name']);
  expect(missing(withTarget(empty, column('姓'), 'name.family'), targets)).toEqual([]);
  expect(missing({ ...empty, defaults: { name: '未知' } }, targets)).toEqual([]);
});

test('A key is there when a column brings the field or a part of it', () => {
  const mapped = withTarget(empty, column('手机'), 'phones.mobile');
  expect(fills(mapped, 'phones')).toBe(true);
  expect(fills(mapped, 'phone')).toBe(false);
  expect(fills(empty, 'phones')).toBe(false);
});
