import type { components } from '../../api/schema';

export type Question = components['schemas']['Question'];
export type QuestionType = Question['type'];
/** As on the wire: text, a number, yes or no, a code, codes, a day. */
export type Said = string | number | boolean | string[];
export type Answers = Record<string, Said>;

export const questionTypes: QuestionType[] = ['stars', 'scale', 'yes_no', 'single_choice', 'multiple_choice', 'text', 'long_text', 'number', 'date'];
export const hasOptions = (type: QuestionType) => type === 'single_choice' || type === 'multiple_choice';

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** Every code that an answer may have; none where it is free. */
export function codesOf({ type, options }: Pick<Question, 'type' | 'options'>): string[] {
  switch (type) {
    case 'single_choice':
    case 'multiple_choice':
      return options.map(({ code }) => code);
    case 'yes_no':
      return ['yes', 'no'];
    case 'stars':
      return numbers(1, 5);
    case 'scale':
      return numbers(0, 10);
    default:
      return [];
  }
}

const given = (said: Said | undefined): string[] =>
  said === undefined ? [] : Array.isArray(said) ? said : typeof said === 'boolean' ? [said ? 'yes' : 'no'] : [String(said)];

/** The questions that are shown after these answers, as the API sees it: what hangs on a hidden question is hidden too. */
export function shownOf(questions: Question[], answers: Answers): Question[] {
  const codes = new Map<string, string[]>();
  return questions.filter((question) => {
    const when = question.shownWhen;
    if (when && !when.anyOf.some((code) => codes.get(when.question)?.includes(code))) return false;
    codes.set(question.key, given(answers[question.key]));
    return true;
  });
}

export const isEmpty = (said: Said | undefined) => said === undefined || (typeof said === 'string' && !said.trim()) || (Array.isArray(said) && said.length === 0);

/** What goes out when it is handed in: answers to questions that are shown. */
export const withoutHidden = (questions: Question[], answers: Answers): Answers =>
  Object.fromEntries(shownOf(questions, answers).filter(({ key }) => !isEmpty(answers[key])).map(({ key }) => [key, answers[key]!]));

/** Keys of required questions that are shown and not answered. */
export const missingOf = (questions: Question[], answers: Answers) => shownOf(questions, answers).filter(({ key, required }) => required && isEmpty(answers[key])).map(({ key }) => key);
