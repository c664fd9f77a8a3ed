import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../i18n/i18n';
import { renderPage, stubApi } from '../../test/render';
import AnswerPart, { type Asked } from './AnswerPart';
import { missingOf, shownOf, withoutHidden, type Question } from './sheet';

const question = (key: string, type: Question['type'], more: Partial<Question> = {}): Question => ({ key, text: `${key}？`, textEn: `${key}?`, type, required: false, min: null, max: null, options: [], shownWhen: null, ...more });
const questions = [
  question('liked', 'stars', { required: true }),
  question('why', 'multiple_choice', { required: true, options: [{ code: 'price', text: '价格', textEn: 'Price' }, { code: 'time', text: '交期', textEn: 'Time' }], shownWhen: { question: 'liked', anyOf: ['1', '2'] } }),
  question('how', 'text', { shownWhen: { question: 'why', anyOf: ['price'] } }),
  question('again', 'yes_no'),
];

beforeAll(() => loadTexts('questionnaires'));

test('what hangs on a hidden question is hidden with it, and is not handed in', () => {
  const answers = { liked: 2, why: ['price'], how: '贵', again: false };
  expect(shownOf(questions, answers).map(({ key }) => key)).toEqual(['liked', 'why', 'how', 'again']);
  expect(shownOf(questions, { ...answers, liked: 5 }).map(({ key }) => key)).toEqual(['liked', 'again']);
  expect(withoutHidden(questions, { ...answers, liked: 5 })).toEqual({ liked: 5, again: false });
  expect(missingOf(questions, { liked: 1 })).toEqual(['why']);
  expect(missingOf(questions, { liked: 4 })).toEqual([]);
});

const sheet = { id: null, followUpId: 'f1', followUpVersion: 1, questionnaireId: 'q1', questionnaireName: '满意度', questionnaireNameEn: null, sheetNumber: 1, questions, answers: {}, status: null, version: 0, canAnswer: true };

async function show() {
  const requests = stubApi(async (request) => ({ json: request.method === 'PUT' ? { ...sheet, ...(await request.clone().json()), status: 'draft', version: 1 } : sheet }));
  const asked = createRef<Asked>();
  await renderPage(() => <AnswerPart followUpId="f1" problem={null} asked={asked} />);
  await screen.findByRole('radio', { name: '4 星' });
  return { asked, drafts: () => requests.filter(({ method }) => method === 'PUT') };
}

test('questions follow the answers, and what was typed is kept as a draft', async () => {
  const { asked, drafts } = await show();
  expect(screen.queryByRole('checkbox', { name: '价格' })).toBeNull();

  await userEvent.click(screen.getByRole('radio', { name: '2 星' }));
  await userEvent.click(screen.getByRole('checkbox', { name: '价格' }));
  await userEvent.type(screen.getByRole('textbox'), '贵');

  await waitFor(() => expect(drafts()).toHaveLength(1), { timeout: 3000 });
  expect(drafts()[0]!.headers.get('If-Match')).toBe('"v0"');
  expect(await drafts()[0]!.clone().json()).toEqual({ answers: { liked: 2, why: ['price'], how: '贵' }, submit: false });
  expect(await asked.current!.take()).toEqual({ answers: { liked: 2, why: ['price'], how: '贵' } });
});

test('a required question that is shown is asked for, unless the questionnaire is left out with a reason', async () => {
  const { asked } = await show();
  expect(await asked.current!.take()).toBeNull();
  expect((await screen.findByRole('alert')).textContent).toContain('请回答这一题');

  await userEvent.click(screen.getByRole('checkbox', { name: '这次不做问卷' }));
  expect(await asked.current!.take()).toBeNull();
  await userEvent.type(screen.getByRole('textbox', { name: /原因/ }), '赶时间');
  expect(await asked.current!.take()).toEqual({ skipQuestionnaire: { reason: '赶时间' } });
});
