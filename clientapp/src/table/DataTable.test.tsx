import { useNavigate, useSearch } from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ListQuery, ListSearch, Page } from '../api/list';
import { ApiProblem } from '../api/problem';
import type { ColumnField } from '../fields/field';
import { anna, renderPage } from '../test/render';
import { cardFields } from './columns';
import { DataTable } from './DataTable';

type Row = { id: string; name: string; city: string; visits: number };
const rows: Row[] = [
  { id: '1', name: '海纳', city: '青岛', visits: 3 },
  { id: '2', name: '远山', city: '济南', visits: 12 },
  { id: '3', name: '知微', city: '烟台', visits: 7 },
];
const fields: ColumnField<Row>[] = [
  { key: 'name', type: 'text', label: '名称', value: (row) => row.name, sortable: true, filterable: true },
  { key: 'city', type: 'text', label: '城市', editable: true, value: (row) => row.city },
  { key: 'visits', type: 'number', label: '次数', value: (row) => row.visits, sortable: true },
];

const onEdit = vi.fn(async (row: Row, changes: Partial<Row>) => ({ ...row, ...changes }));
const fetchPage = vi.fn(async (_: ListQuery): Promise<Page<Row>> => ({ data: rows, page: { next: null, hasMore: false, limit: 50 } }));

const List = () => <ListOf columns={fields} />;

function ListOf({ columns }: { columns: ColumnField<Row>[] }) {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  return (
    <DataTable
      id="test"
      label="列表"
      fields={columns}
      queryKey={['rows']}
      fetchPage={fetchPage}
      search={search}
      onSearch={(next) => void navigate({ to: '/', search: next } as never)}
      rowName={(row) => row.name}
      rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      onEdit={onEdit}
      entity="customers"
      bulk={{ change: true, assign: false, delete: false }}
    />
  );
}

beforeEach(() => {
  fetchPage.mockClear();
  onEdit.mockClear();
  // jsdom lays nothing out; the virtual list asks for the size of its window.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});

const headings = () => screen.getAllByRole('columnheader').map((head) => head.textContent).filter(Boolean);
const firstCell = () => screen.findByRole('gridcell', { name: '海纳' });

test('a grid tells readers how many rows it has and where each stands', async () => {
  await renderPage(List);
  await firstCell();

  expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '4');
  expect(screen.getByRole('gridcell', { name: '远山' }).closest('[role=row]')).toHaveAttribute('aria-rowindex', '3');
});

test('a click on a heading sorts through the address', async () => {
  const { router } = await renderPage(List);
  await firstCell();

  await userEvent.click(screen.getByRole('button', { name: '次数' }));
  await waitFor(() => expect(router.state.location.searchStr).toBe('?sort=visits'));
  await userEvent.click(screen.getByRole('button', { name: '次数' }));
  await waitFor(() => expect(router.state.location.searchStr).toBe('?sort=-visits'));

  expect(screen.getByRole('columnheader', { name: /次数/ })).toHaveAttribute('aria-sort', 'descending');
  expect(fetchPage.mock.calls.at(-1)![0]).toMatchObject({ sort: '-visits' });
});

test('the order of columns is the user’s own and survives a visit', async () => {
  const first = await renderPage(List);
  await firstCell();
  expect(headings()).toEqual(['名称', '城市', '次数']);

  await userEvent.click(await screen.findByRole('button', { name: '列' }));
  await userEvent.click(screen.getByRole('button', { name: '下移 城市' }));
  expect(headings()).toEqual(['名称', '次数', '城市']);

  first.unmount();
  await renderPage(List);
  await firstCell();
  expect(headings()).toEqual(['名称', '次数', '城市']);
  expect(localStorage.getItem(`crm.columns.${anna.id}.test`)).not.toContain('海纳');
});

test('J moves down, X selects, Enter opens', async () => {
  const { router } = await renderPage(List);
  (await firstCell()).focus();

  await userEvent.keyboard('j');
  await waitFor(() => expect(screen.getByRole('gridcell', { name: '远山' })).toHaveFocus());
  await userEvent.keyboard('x');
  expect(await within(screen.getByRole('region', { name: '列表' })).findByText('已选 1 条')).toBeVisible();
  await userEvent.keyboard('{Enter}');

  await waitFor(() => expect(router.state.location.pathname).toBe('/customers/2'));
});

test('a filter is a chip and a part of the address', async () => {
  const { router } = await renderPage(List);
  await firstCell();

  await userEvent.click(screen.getByRole('button', { name: '筛选' }));
  await userEvent.click(await within(screen.getByRole('dialog', { name: '筛选' })).findByRole('button', { name: '名称' }));
  await userEvent.type(screen.getByRole('textbox', { name: '名称' }), '海{Enter}');

  await waitFor(() => expect(router.state.location.search).toEqual({ filter: { name: { contains: '海' } } }));
  await userEvent.click(await screen.findByRole('button', { name: '移除筛选 名称' }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test('Enter takes the first match among the fields, and the arrows move through them', async () => {
  await renderPage(List);
  await firstCell();

  await userEvent.click(screen.getByRole('button', { name: '筛选' }));
  expect(await screen.findByRole('searchbox', { name: '查找字段' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  expect(within(screen.getByRole('dialog', { name: '筛选' })).getByRole('button', { name: '名称' })).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}名{Enter}');

  expect(screen.getByRole('textbox', { name: '名称' })).toHaveFocus();
});

test('a phone’s card leads with what matters, and has what comes last at its end', () => {
  const cards = cardFields<Row>([{ ...fields[0]!, card: 'last' }, fields[1]!, { ...fields[2]!, card: 'first' }]);
  expect(cards.map((field) => field.key)).toEqual(['visits', 'city', 'name']);
});

test('E edits a cell and Enter saves it', async () => {
  await renderPage(List);
  await firstCell();
  screen.getByRole('gridcell', { name: '青岛' }).focus();

  await userEvent.keyboard('e');
  const box = await screen.findByRole('textbox', { name: '城市' });
  await userEvent.clear(box);
  await userEvent.type(box, '潍坊{Enter}');

  expect(await screen.findByRole('gridcell', { name: '潍坊' })).toBeVisible();
  expect(onEdit).toHaveBeenCalledExactlyOnceWith(rows[0], { city: '潍坊' });
});

test('a refused cell says why, keeps the text, and Esc brings back what was there', async () => {
  onEdit.mockRejectedValueOnce(new ApiProblem(422, { detail: '城市太长' }));
  await renderPage(List);
  await firstCell();

  await userEvent.dblClick(screen.getByRole('gridcell', { name: '青岛' }));
  await userEvent.type(await screen.findByRole('textbox', { name: '城市' }), '市{Enter}');
  expect(await screen.findByText('城市太长')).toBeVisible();
  expect(screen.getByRole('textbox', { name: '城市' })).toHaveValue('青岛市');

  await userEvent.keyboard('{Escape}');
  expect(await screen.findByRole('gridcell', { name: '青岛' })).toHaveFocus();
});

test('a step through the grid draws no other cell again, a changed row does', async () => {
  const drawn: string[] = [];
  const watched: ColumnField<Row>[] = [fields[0]!, { key: 'city', type: 'text', label: '城市', value: (row) => row.city, render: (row) => { drawn.push(row.city); return row.city; } }];
  const { client } = await renderPage(() => <ListOf columns={watched} />);
  (await firstCell()).focus();
  drawn.length = 0;

  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await waitFor(() => expect(screen.getByRole('gridcell', { name: '知微' })).toHaveFocus());
  expect(drawn).toEqual([]);

  client.setQueriesData<{ pages: Page<Row>[] }>({ queryKey: ['rows'] }, (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.map((row) => (row.id === '2' ? { ...row, city: '泰安' } : row)) })) });
  expect(await screen.findByText('泰安')).toBeInTheDocument();
  expect(new Set(drawn)).toEqual(new Set(['泰安']));
});
