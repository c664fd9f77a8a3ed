import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import type { FollowUpInput, FollowUpRow } from '../activities/followUps.queries';

export type TodayView = components['schemas']['TodayView'];
type CompletionInput = components['schemas']['CompletionInput'];
type CompletionResult = components['schemas']['CompletionResult'];

export const todayQuery = {
  queryKey: ['today'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/today', { signal })),
};

export const completeFollowUp = ({ id, version }: FollowUpRow, input: CompletionInput) =>
  body(api.POST('/api/v1/follow-ups/{id}/completion', { params: { path: { id } }, headers: ifMatch(version), body: input }));

/** Takes back all that completing wrote: the next step and the conversation go, then the follow-up is open again. */
export async function undoCompletion({ followUp, interaction, next, promises }: CompletionResult) {
  for (const promise of promises) await removeFollowUp(promise);
  if (next) await removeFollowUp(next);
  if (interaction) await api.DELETE('/api/v1/interactions/{id}', { params: { path: { id: interaction.id } }, headers: ifMatch(interaction.version) });
  await api.POST('/api/v1/follow-ups/{id}/reopening', { params: { path: { id: followUp.id } }, headers: ifMatch(followUp.version) });
}

export const planFollowUp = (input: FollowUpInput) => body(api.POST('/api/v1/follow-ups', { body: input }));

export const removeFollowUp = ({ id, version }: { id: string; version: number }) =>
  api.DELETE('/api/v1/follow-ups/{id}', { params: { path: { id } }, headers: ifMatch(version) });
