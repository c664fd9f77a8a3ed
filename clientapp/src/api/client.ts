import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '../i18n/language';
import { problemFrom } from './problem';
import { toQuery, type QueryValue } from './query';
import type { paths } from './schema';
import { accessToken, endSession, leaveUnread, refreshSession } from './session';

const noRefresh = ['/auth/login', '/auth/refresh'];

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage());
    request.headers.set('Crm-Client', 'page'); // the change log tells a form from another program
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', crypto.randomUUID());
  },
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemFrom(response);
  },
};

/** Sends the request; an expired token is renewed once and the same request, key included, goes out again. */
async function sessionFetch(request: Request): Promise<Response> {
  const retry = request.clone();
  const response = await fetch(authorized(request));
  if (response.status !== 401 || noRefresh.some((path) => request.url.endsWith(path))) return response;
  if (!(await refreshSession())) return response;
  leaveUnread(response);
  return fetch(authorized(retry));
}

function authorized(request: Request): Request {
  const token = accessToken();
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: sessionFetch,
  querySerializer: (query) => toQuery(query as Record<string, QueryValue>),
});
api.use(headers, problems);

/** The body of an answer: `const customer = await body(api.GET(…))`. Refusals have thrown an ApiProblem before. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** Headers for PATCH, DELETE and actions on a record that was read at `version`. */
export const ifMatch = (version: number) => ({ 'If-Match': `"v${version}"` });

export async function signOut() {
  // The session ends here even when the server cannot be reached; the cookie then dies by its own date.
  await api.POST('/api/v1/auth/logout').catch(() => undefined);
  endSession();
}
