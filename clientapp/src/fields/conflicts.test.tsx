import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { ApiProblem } from '../api/problem';
import { loadTexts } from '../i18n/i18n';
import { saveOver, useConflicts } from './conflicts';

type Customer = { name: string; website: string; version: number };
const seen = { name: '海纳', website: 'https://haina.cn' };
const stale = new ApiProblem(412, { code: 'version_conflict' });

beforeAll(() => loadTexts('record'));

/** A page where Anna renames a customer that somebody else changed at the same time. */
function show(theirs: Customer, patch: (changes: Partial<Customer>, version: number) => Promise<Customer>) {
  function Page() {
    const [saved, setSaved] = useState<Customer>();
    const { ask, dialog } = useConflicts([{ key: 'name', label: '名称', show: String }]);
    const rename = async () => setSaved(await saveOver<Customer>({ name: '我改的' }, seen, 3, { patch, reload: async () => theirs, ask }));
    return (
      <>
        <button type="button" onClick={() => void rename()}>改名</button>
        <output>{saved?.name}</output>
        {dialog}
      </>
    );
  }
  render(<Page />);
}

const patchAt = (version: number) =>
  vi.fn(async (changes: Partial<Customer>, at: number) => {
    if (at !== version) throw stale;
    return { ...seen, ...changes, version: version + 1 };
  });

test('changes to different fields merge without a question', async () => {
  const patch = patchAt(4);
  show({ name: '海纳', website: 'https://new.cn', version: 4 }, patch);
  await userEvent.click(screen.getByText('改名'));
  expect(await screen.findByText('我改的')).toBeVisible();
  expect(patch).toHaveBeenLastCalledWith({ name: '我改的' }, 4);
});

test('the same field shows both versions, and mine goes out when I choose it', async () => {
  const patch = patchAt(4);
  show({ ...seen, name: '别人改的', version: 4 }, patch);
  await userEvent.click(screen.getByText('改名'));
  await waitFor(() => expect(screen.getByText('别人改的')).toBeVisible()); // what shows a value may come anew once its part has loaded
  await userEvent.click(screen.getByRole('button', { name: '按所选保存' }));
  await waitFor(() => expect(patch).toHaveBeenLastCalledWith({ name: '我改的' }, 4));
});

test('choosing theirs, or closing, writes nothing over their work', async () => {
  const patch = patchAt(4);
  show({ ...seen, name: '别人改的', version: 4 }, patch);
  await userEvent.click(screen.getByText('改名'));
  await userEvent.click(await screen.findByRole('radio', { name: /对方的修改/ }));
  await userEvent.click(screen.getByRole('button', { name: '按所选保存' }));
  await waitFor(() => expect(screen.getByText('别人改的')).toBeVisible()); // what shows a value may come anew once its part has loaded
  expect(patch).toHaveBeenCalledOnce();
});
