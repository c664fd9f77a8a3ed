import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { renderPage, stubApi } from '../../test/render';
import { CommandPalette } from './CommandPalette';

const hit = (id: string, title: string) => ({ type: 'customer', id, title, number: null, subtitle: null, ownerName: null, matchedOn: 'name' });

function stub() {
  return stubApi(({ url }) => {
    const term = new URL(url).searchParams.get('q');
    return { json: { data: term === null ? [] : [hit(term, `${term}有限公司`)] } };
  });
}

async function open() {
  // jsdom knows dialogs, but does not open them.
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) { this.open = true; };
  const close = vi.fn<() => void>();
  const view = await renderPage(() => <CommandPalette onClose={close} />);
  return { ...view, close, input: screen.getByRole('combobox', { name: '搜索与命令' }) };
}

beforeAll(() => loadTexts('common'));

test('Enter opens what was found for the text that stands there, not for the one before', async () => {
  stub();
  const { router, close, input } = await open();
  fireEvent.change(input, { target: { value: '云峰' } });
  expect(await screen.findByRole('option', { name: /云峰有限公司/ })).toHaveAttribute('aria-selected', 'true');

  fireEvent.change(input, { target: { value: '晨曦' } });
  fireEvent.keyDown(input, { key: 'Enter' }); // at once, before anything can have been found
  expect(close).not.toHaveBeenCalled();

  await waitFor(() => expect(close).toHaveBeenCalledOnce());
  expect(router.state.location.pathname).toBe('/customers/晨曦');
});

test('Enter before anything was found waits for it; typing on takes it back', async () => {
  stub();
  const { close, input } = await open();
  fireEvent.change(input, { target: { value: '云峰' } });
  fireEvent.keyDown(input, { key: 'Enter' }); // at once, before anything can have been found
  fireEvent.change(input, { target: { value: '晨曦' } });

  await screen.findByRole('option', { name: /晨曦有限公司/ });
  expect(close).not.toHaveBeenCalled();
});

test.each([
  ['customer', '客户', '/customers/c1'],
  ['contact', '联系人', '/contacts/c1'],
  ['competitor', '竞争对手', '/competitors?open=c1'],
  ['service_plan', '服务计划', '/service-plans?open=c1'],
  ['gift', '礼品目录', '/gifts?open=c1'],
  ['festival', '节日', '/festivals?open=c1'],
])('A found %s stands under %s as in the menu and opens', async (type, group, address) => {
  stubApi(({ url }) => ({ json: { data: new URL(url).searchParams.has('q') ? [{ ...hit('c1', '天工'), type }] : [] } }));
  const { router, input } = await open();
  fireEvent.change(input, { target: { value: '天工' } });
  await screen.findByRole('option', { name: /天工/ });
  expect(screen.getByRole('group', { name: group })).toBeInTheDocument();

  fireEvent.keyDown(input, { key: 'Enter' });
  await waitFor(() => expect(router.state.location.href).toBe(address));
});
