import { MutationCache, QueryCache } from '@tanstack/react-query';
import i18next from 'i18next';
import { ApiProblem } from '../api/problem';
import { currentUser, refreshSession, subscribe } from '../api/session';
import { toast } from '../ui/toast';
import { CrmQueryClient } from './CrmQueryClient';

declare module '@tanstack/react-query' {
  interface Register {
    /** `ownErrors`: the form shows the refusal at its fields, so no toast repeats it. */
    mutationMeta: { ownErrors?: boolean };
  }
}

export const queryClient = new CrmQueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && (isPassing(error) || waitOf(error) !== null), retryDelay: (failures, error) => waitOf(error) ?? Math.min(1000 * 2 ** failures, 30_000) },
    mutations: { retry: false },
  },
  queryCache: new QueryCache({ onError: guard }),
  mutationCache: new MutationCache({
    onError(error, _variables, _result, mutation) {
      guard(error);
      if (!mutation.meta?.ownErrors) toast(error instanceof ApiProblem ? error.message : i18next.t('errors.offline'), { tone: 'bad' });
    },
  }),
});

// What one user read is not for the next.
subscribe(() => {
  if (!currentUser()) queryClient.clear();
});

/** Who asked too often waits as long as he is told and asks again, unless that is so long that he should know. */
export const waitOf = (error: unknown) => (error instanceof ApiProblem && error.status === 429 && error.retryAfterSeconds !== null && error.retryAfterSeconds <= 5 ? error.retryAfterSeconds * 1000 : null);

const isPassing = (error: unknown) => !(error instanceof ApiProblem) || error.status >= 502;

function guard(error: unknown) {
  // An administrator reset the password meanwhile: the fresh session says so and the gate leads there.
  if (error instanceof ApiProblem && error.code === 'password_change_required') void refreshSession();
}
