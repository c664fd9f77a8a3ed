import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ListQuery, Page } from '../api/list';
import { ApiProblem } from '../api/problem';
import { loadTexts } from '../i18n/i18n';
import { axeFinds } from '../test/axe';
import { renderPage } from '../test/render';
import { Toasts } from '../ui/toast';
import { Board } from './Board';

type Row = { id: string; name: string; status: string; version: number };
const rows: Row[] = [
  { id: '1', name: '海纳', status: 'potential', version: 1 },
  { id: '2', name: '远山', status: 'potential', version: 1 },
  { id: '3', name: '知微', status: 'active', version: 1 },
];
const values = [{ value: 'potential', name: '潜在', label: '潜在' }, { value: 'active', name: '合作中', label: '合作中' }, { value: '', name: '未填写', label: '未填写' }];
let stored: Row[];
const fetched: string[] = [];

const move = vi.fn(async (row: Row, status: string) => {
  const saved = { ...row, status, version: row.version + 1 };
  stored = stored.map((one) => (one.id === row.id ? saved : one));
  return saved;
});

const page = () => (
  <>
    <Board
      id="test"
      label="客户"
      values={values}
      totals={{ potential: { count: 2, sums: [{ amount: '128000.00', currency: 'CNY' }] }, active: { count: 1, sums: [] } }}
      queryKey={['rows']}
      fetchColumn={(value) => async (_: ListQuery): Promise<Page<Row>> => {
        fetched.push(value);
        return { data: stored.filter((row) => row.status === value), page: { next: null, hasMore: false, limit: 50 } };
      }}
      search={{}}
      name={(row) => row.name}
      link={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      card={(row) => <p>v{row.version}</p>}
      onMove={move}
      locked={(row) => (row.id === '3' ? '由财务管理' : undefined)}
    />
    <Toasts />
  </>
);

beforeAll(() => loadTexts('board'));
beforeEach(() => {
  move.mockClear();
  fetched.length = 0;
  stored = rows;
});

const column = (name: RegExp) => screen.getByRole('region', { name });
const namesIn = (name: RegExp) => within(column(name)).queryAllByRole('link').map((link) => link.textContent?.slice(1));
const moveByMenu = async (card: string, to: string) => {
  await userEvent.click(await screen.findByRole('button', { name: `${card} 的操作` }));
  await userEvent.click(screen.getByRole('menuitem', { name: to }));
};

test('columns say how many there are and what they are worth', async () => {
  await renderPage(page);
  expect(await screen.findByRole('region', { name: '潜在，2 条' })).toHaveTextContent('¥12.8万');
  expect(await axeFinds(document.body)).toEqual([]);
});

test('the menu moves a card without dragging, and the move can be taken back', async () => {
  await renderPage(page);
  await moveByMenu('海纳', '合作中');

  await waitFor(() => expect(namesIn(/^合作中/)).toEqual(['海纳', '知微']));
  expect(namesIn(/^潜在/)).toEqual(['远山']);
  expect(move).toHaveBeenCalledExactlyOnceWith(rows[0], 'active');

  await userEvent.click(await screen.findByRole('button', { name: '撤销' }));
  await waitFor(() => expect(namesIn(/^潜在/)).toEqual(['海纳', '远山']));
});

test('a refused card goes back, and the user hears why', async () => {
  move.mockRejectedValueOnce(new ApiProblem(403, { detail: '您无权修改这个客户' }));
  await renderPage(page);
  await moveByMenu('远山', '合作中');

  expect(await screen.findByText('没有移动：您无权修改这个客户')).toBeVisible();
  expect(namesIn(/^潜在/)).toEqual(['海纳', '远山']);
  expect(namesIn(/^合作中/)).toEqual(['知微']);
});

test('a card that the filter would hide is still there and says so', async () => {
  move.mockImplementationOnce(async (row, status) => {
    stored = stored.filter((one) => one.id !== row.id);
    return { ...row, status, version: 2 };
  });
  await renderPage(page);
  await moveByMenu('海纳', '合作中');

  expect(await within(column(/^合作中/)).findByText('不在当前筛选内')).toBeVisible();
  expect(namesIn(/^合作中/)).toEqual(['海纳', '知微']);
});

test('what cannot be moved shows a lock with the reason and no handle', async () => {
  await renderPage(page);
  await screen.findByText('知微');
  expect(screen.getByRole('img', { name: '由财务管理' })).toBeVisible();
  expect(screen.queryByRole('button', { name: '拖动 知微' })).not.toBeInTheDocument();
});

test('a folded column loads nothing and stays folded', async () => {
  localStorage.setItem(`crm.board.01990000-0000-7000-8000-000000000001.test`, 'active');
  await renderPage(page);
  await screen.findByText('海纳');
  expect(fetched).not.toContain('active');

  await userEvent.click(screen.getByRole('button', { name: '展开 合作中' }));
  expect(await screen.findByText('知微')).toBeVisible();
});
