import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ApiProblem } from '../api/problem';
import { testQueryClient } from '../test/render';
import { InlineField } from './InlineField';
import { amountOf } from './settle';
import { useSaveRecord } from './useSaveRecord';

type Customer = { name: string; version: number };
const key = ['customer'];

function show(patch: (changes: Partial<Customer>, version: number) => Promise<Customer>, load = async () => ({ name: '海纳', version: 3 })) {
  const client = testQueryClient();
  client.setQueryData(key, { name: '海纳', version: 3 });
  function NameField() {
    const { data } = useQuery({ queryKey: key, queryFn: load, staleTime: Infinity });
    const save = useSaveRecord<Customer>(key, patch);
    return <InlineField field={{ key: 'name', type: 'text', label: '名称' }} value={data!.name} onSave={(name) => save({ name: name as string })} />;
  }
  render(<QueryClientProvider client={client}><NameField /></QueryClientProvider>);
  return client;
}

async function rename(to: string) {
  await userEvent.dblClick(screen.getByText('海纳'));
  const input = screen.getByRole('textbox', { name: '名称' });
  await userEvent.clear(input);
  await userEvent.type(input, `${to}{Enter}`);
}

test('Enter saves at the version that was read', async () => {
  const patch = vi.fn(async (changes: Partial<Customer>, version: number) => ({ name: changes.name!, version: version + 1 }));
  show(patch);

  await rename('海纳科技');

  expect(await screen.findByText('海纳科技')).toBeVisible();
  expect(patch).toHaveBeenCalledExactlyOnceWith({ name: '海纳科技' }, 3);
});

test('a refused value is painted, rolled back, and explained at the field', async () => {
  let refuse = (_: ApiProblem) => {};
  show(() => new Promise((_, reject) => (refuse = reject)));

  await rename('坏名');
  expect(await screen.findByText('坏名')).toBeVisible();
  refuse(new ApiProblem(422, { code: 'validation_failed', errors: [{ pointer: '/name', code: 'invalid', detail: '名称不对' }] }));

  expect(await screen.findByText('海纳')).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('名称不对');
  expect(screen.getByRole('textbox', { name: '名称' })).toHaveValue('坏名');

  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('a stale edit shows what the other person wrote', async () => {
  show(() => Promise.reject(new ApiProblem(412, { code: 'version_conflict' })), async () => ({ name: '别人改的', version: 4 }));

  await rename('我改的');

  expect(await screen.findByText('别人改的')).toBeVisible();
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('别人刚改过'));
});

test('what a colleague saved while I was typing does not go under unseen', async () => {
  const patch = vi.fn(async (changes: Partial<Customer>, version: number) => ({ name: changes.name!, version: version + 1 }));
  const client = show(patch);
  await userEvent.dblClick(screen.getByText('海纳'));
  await userEvent.type(screen.getByRole('textbox', { name: '名称' }), '科技');
  act(() => void client.setQueryData(key, { name: '别人改的', version: 4 }));
  await userEvent.keyboard('{Enter}');

  expect(await screen.findByText('别人改的')).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('别人刚改过');
  expect(patch).not.toHaveBeenCalled();

  expect(screen.getByRole('textbox', { name: '名称' })).toHaveValue('海纳科技');
  await userEvent.keyboard('{Enter}');
  expect(patch).toHaveBeenCalledExactlyOnceWith({ name: '海纳科技' }, 4);
});

test('Escape leaves everything as it was', async () => {
  const patch = vi.fn();
  show(patch);
  await userEvent.dblClick(screen.getByText('海纳'));
  await userEvent.type(screen.getByRole('textbox'), '改{Escape}');

  expect(screen.getByText('海纳')).toBeVisible();
  expect(patch).not.toHaveBeenCalled();
});

test('an amount keeps every character that is typed and is saved as the decimal it means', async () => {
  const save = vi.fn(async () => {});
  render(<QueryClientProvider client={testQueryClient()}><InlineField field={{ key: 'annualRevenue', type: 'money', label: '年收入' }} value={null} onSave={save} /></QueryClientProvider>);
  await userEvent.click(screen.getByRole('button', { name: '修改 年收入' }));
  const input = screen.getByRole('textbox', { name: '年收入' });

  for (const [typed, amount] of [['1280万', '12800000'], ['1.28001亿', '128001000'], ['１，２８０．５０', '1280.50'], ['0.00001万', '0.1']] as const) expect(amountOf(typed)).toBe(amount);
  await userEvent.type(input, '1280万多{Enter}');
  expect(input).toHaveValue('1280万多');
  expect(screen.getByRole('alert')).toHaveTextContent('金额格式不对');
  expect(save).not.toHaveBeenCalled();

  await userEvent.type(input, '{Backspace}{Enter}');
  expect(save).toHaveBeenCalledExactlyOnceWith({ amount: '12800000', currency: 'CNY' });
});
