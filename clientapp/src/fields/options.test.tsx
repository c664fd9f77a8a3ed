import { act, render, screen } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../i18n/i18n';
import { stubApi, testQueryClient } from '../test/render';
import type { Field } from './field';
import { codeListsQuery } from './options';
import { FieldDisplay } from './registry';

const list = (label: string) => ({ data: [{ key: 'customer_tier', items: [{ code: 'a', labelZh: `${label}级`, labelEn: `Level ${label}`, active: true, color: null }] }] });
const tier: Field = { key: 'tier', type: 'code', label: '等级', codeList: 'customer_tier' };

beforeAll(() => loadTexts('common'));
afterEach(() => i18next.changeLanguage('zh-CN'));

function show(field: Field, value: unknown) {
  const requests = stubApi(() => ({ json: list('甲') }));
  const client = testQueryClient();
  render(<QueryClientProvider client={client}><FieldDisplay field={field} value={value} /></QueryClientProvider>);
  return { client, requests };
}

test('a value is named in the language of the moment', async () => {
  show(tier, 'a');
  expect(await screen.findByText('甲级')).toBeInTheDocument();
  await act(() => i18next.changeLanguage('en'));
  expect(screen.getByText('Level 甲')).toBeInTheDocument();
});

test('a value has its new name as soon as its list was read anew', async () => {
  const { client } = show(tier, 'a');
  await screen.findByText('甲级');
  client.setQueryData(codeListsQuery.queryKey, list('乙') as never);
  expect(await screen.findByText('乙级')).toBeInTheDocument();
});

test('yes and no are asked of nobody and follow the language too', async () => {
  const { requests } = show({ key: 'vip', type: 'yesNo', label: 'VIP' }, true);
  expect(screen.getByText('是')).toBeInTheDocument();
  await act(() => i18next.changeLanguage('en'));
  expect(screen.getByText('Yes')).toBeInTheDocument();
  expect(requests).toHaveLength(0);
});
