import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useMemo, useState } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import type { ListQuery, Page } from '../api/list';
import { loadTexts } from '../i18n/i18n';
import type { Column } from '../table/columns';
import { renderPage, stubApi } from '../test/render';
import { Toasts } from '../ui/toast';
import { groupable } from './groupable';
import RecordBoard from './RecordBoard';

type Row = { id: string; name: string; threat: string | null; custom: Record<string, string> };
const rows: Row[] = [{ id: '1', name: '海纳', threat: 'high', custom: { tier: 'gold' } }, { id: '2', name: '远山', threat: null, custom: { tier: 'silver' } }];
const columns = (): Column<Row>[] => [
  { key: 'name', type: 'text', label: '名称', filterable: true, value: (row) => row.name },
  { key: 'threat', type: 'code', label: '威胁', filterable: true, editable: true, options: [{ value: 'high', label: '高' }, { value: 'low', label: '低' }], value: (row) => row.threat },
  { key: 'custom.tier', type: 'code', label: '等级', filterable: true, editable: true, options: [{ value: 'gold', label: '金牌' }, { value: 'silver', label: '银牌' }], value: (row) => row.custom['tier'] },
  { key: 'secret', type: 'code', label: '不能筛选', options: [{ value: 'x', label: '某值' }], value: () => null },
];
const asked: ListQuery[] = [];
const onEdit = vi.fn(async (row: Row, changes: Partial<Row>) => ({ ...row, ...changes }));

beforeAll(() => loadTexts('board'));

function Board() {
  const fields = useMemo(() => columns(), []);
  const [by, setBy] = useState('threat');
  const fetchPage = async (query: ListQuery): Promise<Page<Row>> => {
    asked.push(query);
    const tests = query.filter?.[by];
    const read = (row: Row) => (by === 'threat' ? row.threat : row.custom['tier']) ?? null;
    return { data: rows.filter((row) => (tests?.isEmpty ? read(row) === null : read(row) === tests?.eq)), page: { next: null, hasMore: false, limit: 50 } };
  };
  return (
    <>
      <RecordBoard entity="competitors" label="竞争对手" fields={fields} search={{}} onSearch={() => undefined} asked={{}} fetchPage={fetchPage} queryKey={['rows']} by={by} onBy={setBy} name={(row) => row.name} link={(row) => ({ to: '/competitors', search: { open: row.id } }) as never} onEdit={onEdit} />
      <Toasts />
    </>
  );
}

test('only fields of few words that lists can be narrowed by make columns', () => {
  expect(groupable(columns()).map(({ key }) => key)).toEqual(['threat', 'custom.tier']);
});

test('another field makes other columns, and a card that is moved is written where the field is kept', async () => {
  stubApi(() => ({ json: { data: [], total: null } }));
  await renderPage(Board);
  const user = userEvent.setup();

  await waitFor(() => expect(screen.getByRole('region', { name: /^高/ })).toHaveTextContent('海纳'));
  await waitFor(() => expect(screen.getByRole('region', { name: /^未填写/ })).toHaveTextContent('远山'));

  await user.selectOptions(screen.getByRole('combobox', { name: '按哪个字段分列' }), 'custom.tier');
  await waitFor(() => expect(screen.getByRole('region', { name: /^银牌/ })).toHaveTextContent('远山'));
  expect(asked.at(-1)?.filter).toHaveProperty(['custom.tier']);

  await user.click(screen.getByRole('button', { name: '海纳 的操作' }));
  await user.click(await screen.findByRole('menuitem', { name: '银牌' }));
  await waitFor(() => expect(onEdit).toHaveBeenCalledWith(rows[0], { custom: { tier: 'silver' } }));
});
