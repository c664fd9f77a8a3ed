import { beforeEach, expect, test, vi } from 'vitest';
import { anna, stubApi } from '../test/render';
import { api, body, ifMatch } from './client';
import { ApiProblem } from './problem';
import { accessToken, beginSession, currentUser } from './session';

const page = { data: [], page: { next: null, hasMore: false, limit: 50 } };

beforeEach(() => beginSession({ accessToken: 'old', expiresIn: 600, user: anna }));

test('an expired token is renewed once for all requests that met it', async () => {
  const requests = stubApi((request) => {
    if (request.url.endsWith('/auth/refresh')) return { json: { accessToken: 'new', expiresIn: 600, user: anna } };
    return request.headers.get('Authorization') === 'Bearer new' ? { json: page } : { status: 401, json: { code: 'unauthorized' } };
  });

  await Promise.all([api.GET('/api/v1/customers'), api.GET('/api/v1/tags'), api.GET('/api/v1/users')]);

  expect(requests.filter((request) => request.url.endsWith('/auth/refresh'))).toHaveLength(1);
  expect(accessToken()).toBe('new');
});

test('a read that is taken back while its token is renewed ends without a word', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const taken = new AbortController();
  vi.stubGlobal('fetch', async (request: Request | string) => {
    if (typeof request === 'string' || request.url.endsWith('/auth/refresh')) {
      taken.abort();
      return Response.json({ accessToken: 'new', expiresIn: 600, user: anna });
    }
    taken.signal.throwIfAborted();
    return new Response(new ReadableStream({ start: (answer) => taken.signal.addEventListener('abort', () => answer.error(taken.signal.reason)) }), { status: 401 });
  });

  await expect(api.GET('/api/v1/customers')).rejects.toThrow(/abort/);
  await new Promise((passed) => setTimeout(passed));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});

test('a repeated POST keeps its idempotency key', async () => {
  const requests = stubApi((request) => {
    if (request.url.endsWith('/auth/refresh')) return { json: { accessToken: 'new', expiresIn: 600, user: anna } };
    return request.headers.get('Authorization') === 'Bearer new' ? { json: { accessToken: 'x', expiresIn: 1, user: anna } } : { status: 401, json: {} };
  });

  await api.POST('/api/v1/auth/password', { body: { currentPassword: 'a', newPassword: 'b' } });

  const [first, second] = requests.filter((request) => request.url.endsWith('/auth/password'));
  expect(second!.headers.get('Idempotency-Key')).toBe(first!.headers.get('Idempotency-Key'));
  expect(await second!.json()).toEqual({ currentPassword: 'a', newPassword: 'b' });
});

test('a session that is over ends here too', async () => {
  stubApi(() => ({ status: 401, json: { code: 'session_expired', title: '登录已失效' } }));

  await expect(api.GET('/api/v1/customers')).rejects.toMatchObject({ status: 401, code: 'session_expired' });
  expect(currentUser()).toBeNull();
});

test('a refusal carries its texts by field', async () => {
  stubApi(() => ({
    status: 422,
    json: { title: '校验未通过', code: 'validation_failed', errors: [{ pointer: '/newPassword', code: 'too_short', detail: '太短' }, { pointer: '/phones/0/number', code: 'invalid', detail: '号码不对' }] },
  }));

  const problem = await body(api.GET('/api/v1/tags')).catch((error: unknown) => error);

  expect(problem).toBeInstanceOf(ApiProblem);
  expect((problem as ApiProblem).fieldError('/newPassword')).toBe('太短');
  expect((problem as ApiProblem).fieldErrors).toEqual({ newPassword: '太短', 'phones/0/number': '号码不对' });
});

test('too many attempts say when to come back', async () => {
  stubApi(() => ({ status: 429, json: { code: 'too_many_attempts' }, headers: { 'Retry-After': '30' } }));

  await expect(api.POST('/api/v1/auth/login', { body: { email: 'a', password: 'b' } })).rejects.toMatchObject({ retryAfterSeconds: 30 });
});

test('requests name the language and nested filters go in brackets', async () => {
  const requests = stubApi(() => ({ json: page }));

  await api.GET('/api/v1/customers', { params: { query: { sort: '-createdAt', filter: { status: { in: 'new,active' } } } } });

  expect(requests[0]!.headers.get('Accept-Language')).toBe('zh-CN');
  expect(new URL(requests[0]!.url).search).toBe('?sort=-createdAt&filter[status][in]=new%2Cactive');
  expect(ifMatch(3)).toEqual({ 'If-Match': '"v3"' });
});
