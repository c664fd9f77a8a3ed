import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import type { Answers } from './sheet';

type Schemas = components['schemas'];
export type Questionnaire = Schemas['QuestionnaireDetail'];
export type QuestionnaireRow = Schemas['QuestionnaireRow'];
export type QuestionnaireInput = Schemas['QuestionnaireInput'];
export type QuestionInput = Schemas['QuestionInput'];
export type FollowUpAnswers = Schemas['FollowUpAnswers'];
export type Results = Schemas['QuestionnaireResults'];
export type AnswerSet = Schemas['AnswerSetRow'];
export type Span = { from?: string; to?: string; version?: number };

export const questionnaireKeys = { all: ['questionnaires'] as const, answers: (followUpId: string) => ['follow-ups', followUpId, 'answers'] as const };

export const questionnairesQuery = (active?: boolean) => ({
  queryKey: [...questionnaireKeys.all, 'list', active ?? null],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await body(api.GET('/api/v1/questionnaires', { params: { query: { ...(active !== undefined && { active }) } }, signal }))).data,
});

export const questionnaireQuery = (id: string) => ({
  queryKey: [...questionnaireKeys.all, 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/questionnaires/{id}', { params: { path: { id } }, signal })),
});

export const resultsQuery = (id: string, span: Span) => ({
  queryKey: [...questionnaireKeys.all, 'results', id, span],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/questionnaires/{id}/results', { params: { path: { id }, query: span }, signal })),
});

export const listTexts = (id: string, key: string, span: Span, cursor: string | undefined, signal: AbortSignal) =>
  body(api.GET('/api/v1/questionnaires/{id}/results/{key}/texts', { params: { path: { id, key }, query: { ...span, limit: 10, ...(cursor && { cursor }) } }, signal }));

export const listAnswerSets = (filter: Record<string, Record<string, string>>, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  body(api.GET('/api/v1/answer-sets', { params: { query: { filter, limit, ...(cursor && { cursor }) } as never }, signal }));

export const addQuestionnaire = (input: QuestionnaireInput) => body(api.POST('/api/v1/questionnaires', { body: input }));
export const replaceQuestionnaire = (id: string, version: number, input: QuestionnaireInput) =>
  body(api.PUT('/api/v1/questionnaires/{id}', { params: { path: { id } }, headers: ifMatch(version), body: input }));
export const writeQuestions = (id: string, version: number, questions: QuestionInput[]) =>
  body(api.PUT('/api/v1/questionnaires/{id}/draft', { params: { path: { id } }, headers: ifMatch(version), body: { questions } }));
export const discardQuestions = (id: string, version: number) => body(api.DELETE('/api/v1/questionnaires/{id}/draft', { params: { path: { id } }, headers: ifMatch(version) }));
export const publishQuestions = (id: string, version: number) => body(api.POST('/api/v1/questionnaires/{id}/publication', { params: { path: { id } }, headers: ifMatch(version) }));

export const answersQuery = (followUpId: string) => ({
  queryKey: questionnaireKeys.answers(followUpId),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/follow-ups/{id}/answers', { params: { path: { id: followUpId } }, signal })),
});

export const saveAnswers = (followUpId: string, version: number, answers: Answers, submit: boolean) =>
  body(api.PUT('/api/v1/follow-ups/{id}/answers', { params: { path: { id: followUpId } }, headers: ifMatch(version), body: { answers, submit } }));

export function useQuestionnairesChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: questionnaireKeys.all });
}
