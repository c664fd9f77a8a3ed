import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { anna, renderPage, stubApi } from '../../test/render';
import { Toasts } from '../../ui/toast';
import { dayChips } from './StepFields';
import { TodayPage } from './TodayPage';
import type { TodayView } from './today.queries';

const visit = {
  id: 'f1', subject: '确认报价', channel: 'call', dueOn: null, dueAt: '2026-11-20T02:00:00Z', due: '2026-11-20T02:00:00Z', overdue: true, status: 'planned',
  result: null, notes: null, customerId: 'c1', customerName: '海纳', contactId: null, contactName: null, ownerId: anna.id, ownerName: '安娜',
  completedAt: null, interactionId: null, createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z', deletedAt: null, version: 3, custom: {}, origin: 'user', escalatedAt: null, deputyToldAt: null, standsInForId: null, kind: 'step', promisedInId: null, durationMinutes: null, seriesId: null, occursOn: null, remindMinutes: null, onTime: null, daysLate: null, daysToOrder: null, questionnaireId: null, answeredAt: null, answers: null, unaskedReason: null,
  can: { update: true, complete: true, reopen: false, delete: true },
} as const satisfies TodayView['overdue'][number];

const day: TodayView = {
  now: '2026-11-21T02:00:00Z', overdue: [visit], today: [], upcoming: [],
  withoutNextStep: [{ id: 'c2', name: '远山', lastContactAt: null } as TodayView['withoutNextStep'][number]],
  counts: { overdue: 1, today: 0, upcoming: 0, withoutNextStep: 1 }, recentlyViewed: [],
};
const writer = { ...anna, permissions: [...anna.permissions, 'activities.read', 'activities.write'] };

beforeAll(() => loadTexts('today', 'activities'));

function stubDay() {
  return stubApi(({ url, method }) => {
    const { pathname } = new URL(url);
    if (pathname === '/api/v1/today') return { json: day };
    if (pathname === '/api/v1/code-lists') return { json: { data: [] } };
    if (pathname.endsWith('/completion'))
      return { json: { followUp: { ...visit, status: 'done', version: 4 }, interaction: { id: 'i1', version: 1 }, promises: [], next: { ...visit, id: 'f2', dueOn: '2026-11-28', version: 1 } } };
    if (method === 'POST' && pathname === '/api/v1/follow-ups') return { status: 201, json: { ...visit, id: 'f3', dueOn: '2026-11-22' } };
    return { status: method === 'DELETE' ? 204 : 200, ...(method !== 'DELETE' && { json: visit }) };
  });
}

const page = () => (
  <>
    <TodayPage />
    <Toasts />
  </>
);
const writes = (requests: Request[]) => requests.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/api/v1', '')}`);

test('completing writes the conversation and the next step in one request, and can be taken back whole', async () => {
  const requests = stubDay();
  await renderPage(page, '/', writer);

  await userEvent.click(await screen.findByRole('button', { name: '完成并计划下一步：确认报价' }));
  await userEvent.type(await screen.findByRole('textbox', { name: '结果' }), '同意报价{Enter}');

  const undo = await screen.findByRole('button', { name: '撤销' });
  const completion = requests.find(({ url }) => url.endsWith('/completion'))!;
  expect(completion.headers.get('If-Match')).toBe('"v3"');
  expect(await completion.clone().json()).toMatchObject({ result: '同意报价', interaction: { body: '同意报价' }, next: { subject: '确认报价', channel: 'call' } });

  await userEvent.click(undo);
  await waitFor(() =>
    expect(writes(requests)).toEqual(['POST /follow-ups/f1/completion', 'DELETE /follow-ups/f2', 'DELETE /interactions/i1', 'POST /follow-ups/f1/reopening']),
  );
});

test('the Enter of an input method chooses a word and completes nothing', async () => {
  const requests = stubDay();
  await renderPage(page, '/', writer);
  await userEvent.click(await screen.findByRole('button', { name: '完成并计划下一步：确认报价' }));

  const result = await screen.findByRole('textbox', { name: '结果' });
  result.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));

  expect(writes(requests)).toEqual([]);
});

test('a customer without a next step gets one in place', async () => {
  const requests = stubDay();
  await renderPage(page, '/', writer);

  await userEvent.click(await screen.findByRole('button', { name: '为远山计划下一步' }));
  const form = await screen.findByRole('form', { name: '为远山计划下一步' });
  await userEvent.click(within(form).getByRole('radio', { name: /下周/ }));
  await userEvent.type(within(form).getByRole('textbox', { name: /做什么/ }), '{Enter}');

  await waitFor(() => expect(writes(requests)).toEqual(['POST /follow-ups']));
  expect(await requests.find(({ method }) => method === 'POST')!.clone().json()).toMatchObject({ customerId: 'c2', subject: '回访', channel: 'call' });
});

test('the usual days leave the weekend alone', () => {
  expect(dayChips('2026-11-20')).toMatchObject({ tomorrow: '2026-11-23', inThreeDays: '2026-11-23', nextWeek: '2026-11-27' });
  expect(dayChips('2026-11-19')).toMatchObject({ tomorrow: '2026-11-20', inThreeDays: '2026-11-23' });
});
