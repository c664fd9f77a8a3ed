import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { ApiProblem } from '../api/problem';
import { currentUser, refreshSession, subscribe } from '../api/session';
import { toast } from '../ui/toast';

declare module '@tanstack/react-query' {
  interface Register {
    /** `ownErrors`: the form shows the refusal at its fields, so no toast repeats it. */
    mutationMeta: { ownErrors?: boolean };
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isPassing(error) },
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

const isPassing = (error: unknown) => !(error instanceof ApiProblem) || error.status >= 502;

function guard(error: unknown) {
  // An administrator reset the password meanwhile: the fresh session says so and the gate leads there.
  if (error instanceof ApiProblem && error.code === 'password_change_required') void refreshSession();
}
