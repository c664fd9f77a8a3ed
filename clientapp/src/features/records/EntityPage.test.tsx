import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { anna, renderPage, stubApi } from '../../test/render';
import { NewRecord } from './NewRecord';
import { RecordDrawer } from './RecordDrawer';
import { useEntity } from './useEntity';

beforeAll(() => loadTexts('records', 'record', 'common'));

const field = (key: string, type: string, labelZh: string, more: object = {}) => ({
  key, type, labelZh, labelEn: key, required: false, readOnly: false, sortable: false, filterable: false, searchable: false, operators: [], codeList: null, choices: [], options: [], custom: false, defaultValue: null, helpZh: null, helpEn: null, maxLength: null, ...more,
});
const meta = {
  entity: 'competitors', labelZh: '竞争对手', labelEn: 'Competitors', defaultSort: 'name', rules: [],
  fields: [field('name', 'text', '名称', { required: true }), field('marketShare', 'percent', '市场份额'), field('createdAt', 'date_time', '创建时间', { readOnly: true })],
};
const record = (more: object = {}) => ({ id: 'c1', name: '对手', marketShare: 12.5, createdAt: '2026-03-02T01:15:00.000Z', version: 3, deletedAt: null, can: { update: true, delete: true, restore: false }, ...more });
const user = { ...anna, permissions: ['competitors.read', 'competitors.write', 'competitors.delete'] };

function Fields({ children }: { children: (fields: NonNullable<ReturnType<typeof useEntity>>['fields']) => React.ReactNode }) {
  const kind = useEntity('competitors');
  return kind && children(kind.fields);
}

test('the form has the fields of the description, asks for what must be there, and sends the rest as it is', async () => {
  const requests = stubApi((request) => (request.url.includes('/meta/') ? { json: meta } : { status: 201, json: record() }));
  let made = '';
  await renderPage(() => <Fields>{(fields) => <NewRecord entity="competitors" title="竞争对手" fields={fields} onClose={() => undefined} onMade={(id) => { made = id; }} />}</Fields>, '/', user);
  const type = userEvent.setup();

  await type.click(await screen.findByRole('button', { name: '新建' }));
  expect(await screen.findByText('请填写名称')).toBeVisible();
  expect(screen.queryByLabelText(/创建时间/)).toBeNull();

  await type.type(screen.getByRole('textbox', { name: /名称/ }), '对手');
  await type.type(screen.getByRole('spinbutton', { name: /市场份额/ }), '12.5');
  await type.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() => expect(made).toBe('c1'));
  expect(await requests.find((request) => request.method === 'POST')!.clone().json()).toEqual({ name: '对手', marketShare: 12.5 });
});

test('a field is edited in its place by key, with the version that was seen', async () => {
  const requests = stubApi((request) => (request.url.includes('/meta/') ? { json: meta } : { json: record(request.method === 'PATCH' ? { marketShare: 20, version: 4 } : {}) }));
  await renderPage(() => <Fields>{(fields) => <RecordDrawer entity="competitors" id="c1" fields={fields} onClose={() => undefined} />}</Fields>, '/', user);
  const type = userEvent.setup();

  (await screen.findByRole('button', { name: /修改 市场份额/ })).focus();
  await type.keyboard('{Enter}');
  const input = await screen.findByRole('spinbutton', { name: '市场份额' });
  await type.clear(input);
  await type.type(input, '20{Enter}');

  await waitFor(() => expect(requests.some((request) => request.method === 'PATCH')).toBe(true));
  const patch = requests.find((request) => request.method === 'PATCH')!;
  expect(patch.url).toContain('/competitors/c1');
  expect(await patch.clone().json()).toEqual({ marketShare: 20 });
  expect(patch.headers.get('If-Match')).toBe('"v3"');
});

test('what may not be changed is locked, and what lies in the bin can be taken out', async () => {
  stubApi((request) => (request.url.includes('/meta/') ? { json: meta } : { json: record({ deletedAt: '2026-03-03T01:15:00.000Z', can: { update: false, delete: false, restore: true } }) }));
  await renderPage(() => <Fields>{(fields) => <RecordDrawer entity="competitors" id="c1" fields={fields} onClose={() => undefined} />}</Fields>, '/', user);

  expect(await screen.findByRole('button', { name: '恢复' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /修改/ })).toBeNull();
});
