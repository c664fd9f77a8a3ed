import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Page } from '../api/list';
import { ApiProblem } from '../api/problem';
import type { ColumnField } from '../fields/field';
import { renderPage } from '../test/render';
import { Toasts } from '../ui/toast';
import { DataTable } from './DataTable';

type Row = { id: string; name: string; city: string; level: string; note: string; version: number; custom: { floor?: string } };
const row = (id: string, name: string, city: string): Row => ({ id, name, city, level: 'a', note: '', version: 1, custom: { floor: `${id} 楼` } });
const initial = [row('1', '海纳', '青岛'), row('2', '远山', '济南')];
let stored: Row[];

const fields: ColumnField<Row>[] = [
  { key: 'name', type: 'text', label: '名称', value: (row) => row.name },
  { key: 'city', type: 'text', label: '城市', editable: true, value: (row) => row.city, lockedIn: (row) => (row.name === '远山' ? '正在审批' : undefined) },
  { key: 'level', type: 'code', label: '级别', editable: true, options: [{ value: 'a', label: '甲' }, { value: 'b', label: '乙' }], value: (row) => row.level },
  { key: 'note', type: 'text', label: '备注', locked: '由联系记录决定', value: (row) => row.note || '—' },
  { key: 'custom.floor', type: 'text', label: '楼层', editable: true, value: (row) => row.custom.floor },
];
const onEdit = vi.fn(async (row: Row, changes: Partial<Row>) => {
  const saved = { ...row, ...changes, custom: { ...row.custom, ...changes.custom }, version: row.version + 1 };
  stored = stored.map((one) => (one.id === row.id ? saved : one));
  return saved;
});

const list = () => (
  <>
    <DataTable
      id="test"
      label="列表"
      fields={fields}
      queryKey={['rows']}
      fetchPage={async (): Promise<Page<Row>> => ({ data: stored, page: { next: null, hasMore: false, limit: 50 } })}
      search={{}}
      onSearch={() => undefined}
      rowName={(row) => row.name}
      rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      onEdit={onEdit}
    />
    <Toasts />
  </>
);

beforeEach(() => {
  stored = initial;
  onEdit.mockClear();
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});

const cell = (name: string) => screen.findByRole('gridcell', { name });

test('Tab saves and goes on to the next cell that can be edited, over locked ones and into the next row', async () => {
  await renderPage(list);
  (await cell('青岛')).focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.type(await screen.findByRole('textbox', { name: '城市' }), '市');
  await userEvent.tab();
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: '级别' }), '乙');
  await userEvent.tab();
  expect(await screen.findByRole('textbox', { name: '楼层' })).toHaveValue('1 楼');
  await userEvent.tab();

  // The city of the second row is locked.
  expect(await screen.findByRole('combobox', { name: '级别' })).toHaveValue('a');
  expect(onEdit.mock.calls.map(([row, changes]) => [row.id, changes])).toEqual([['1', { city: '青岛市' }], ['1', { level: 'b' }]]);
});

test('an added field is written as a member of custom', async () => {
  await renderPage(list);
  await userEvent.dblClick(await cell('2 楼'));
  const box = await screen.findByRole('textbox', { name: '楼层' });
  await userEvent.clear(box);
  await userEvent.type(box, '9 楼{Enter}');
  await waitFor(() => expect(onEdit).toHaveBeenCalledExactlyOnceWith(initial[1], { custom: { floor: '9 楼' } }));
  expect(await cell('9 楼')).toBeVisible();
});

test('a locked cell says why', async () => {
  await renderPage(list);
  const [note] = await screen.findAllByRole('gridcell', { name: '—' });
  note!.focus();
  await userEvent.keyboard('{F2}');
  expect(await screen.findByText('由联系记录决定')).toBeVisible();

  (await cell('济南')).focus();
  await userEvent.keyboard('{F2}');
  expect(screen.getByText('正在审批')).toBeVisible();
  expect(screen.queryByRole('textbox', { name: '城市' })).not.toBeInTheDocument();
});

test('rows that come in meanwhile neither move the cell nor take what was typed, and the edit counts against what was seen', async () => {
  const { client } = await renderPage(list);
  await userEvent.dblClick(await cell('青岛'));
  const box = await screen.findByRole('textbox', { name: '城市' });
  await userEvent.type(box, '市');

  stored = [{ ...initial[1]!, name: '远山集团' }, { ...initial[0]!, city: '烟台', version: 2 }];
  await act(() => client.invalidateQueries({ queryKey: ['rows'] }));
  expect(await screen.findByText('远山集团')).toBeVisible();
  expect(screen.getByRole('textbox', { name: '城市' })).toBe(box);
  expect(box).toHaveValue('青岛市');
  expect(box.closest('[role=row]')).toHaveAttribute('aria-rowindex', '2');

  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(onEdit).toHaveBeenCalledExactlyOnceWith(initial[0], { city: '青岛市' }));
});

test('a choice that slipped is taken back from the toast; refused text is painted back', async () => {
  await renderPage(list);
  await userEvent.dblClick((await screen.findAllByText('甲'))[0]!);
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: '级别' }), '乙');
  const before = screen.queryAllByRole('button', { name: '撤销' }).length;
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.getAllByRole('button', { name: '撤销' }).length).toBeGreaterThan(before));
  await userEvent.click(screen.getAllByRole('button', { name: '撤销' }).at(-1)!);
  await waitFor(() => expect(onEdit).toHaveBeenLastCalledWith(expect.objectContaining({ level: 'b', version: 2 }), { level: 'a' }));

  onEdit.mockRejectedValueOnce(new ApiProblem(422, { errors: [{ pointer: '/city', code: 'too_long', detail: '城市太长' }] }));
  await userEvent.dblClick(await cell('青岛'));
  await userEvent.type(await screen.findByRole('textbox', { name: '城市' }), '市{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('城市太长');
  await userEvent.keyboard('{Escape}');
  expect(await cell('青岛')).toHaveFocus();
});
