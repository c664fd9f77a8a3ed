import { useSyncExternalStore } from 'react';
import { currentLanguage } from '../i18n/language';
import { problemFrom } from './problem';
import type { components } from './schema';

export type Me = components['schemas']['Me'];
type AuthResult = components['schemas']['AuthResult'];

/** The access token lives here and nowhere else; the refresh token is a cookie that no script can read. */
let token: string | null = null;
let me: Me | null = null;
let refreshing: Promise<boolean> | null = null;

const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('crm.session');
tabs?.addEventListener('message', ({ data }) => data === 'ended' && forget());

export const accessToken = () => token;
export const currentUser = () => me;
export const can = (permission: string) => me?.permissions.includes(permission) ?? false;

export function useMe(): Me {
  const user = useSyncExternalStore(subscribe, currentUser);
  if (!user) throw new Error('useMe needs a signed-in user; the gate comes first');
  return user;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function beginSession(result: AuthResult) {
  token = result.accessToken;
  me = result.user;
  notify();
}

/** Ends the session in every tab; the caller has told the server. */
export function endSession() {
  tabs?.postMessage('ended');
  forget();
}

/**
 * One refresh at a time: callers in this tab share the promise, other tabs wait for the lock. Two tabs that sent
 * the same refresh token would look like theft, and the server would end the whole family.
 */
export function refreshSession(): Promise<boolean> {
  refreshing ??= withLock(requestTokens).finally(() => (refreshing = null));
  return refreshing;
}

async function requestTokens(): Promise<boolean> {
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Accept-Language': currentLanguage(), 'Idempotency-Key': crypto.randomUUID() },
  });
  if (response.status === 401) {
    leaveUnread(response);
    forget();
    return false;
  }
  if (!response.ok) throw await problemFrom(response);
  beginSession(await response.json());
  return true;
}

async function withLock(work: () => Promise<boolean>): Promise<boolean> {
  // Browsers offer locks in secure contexts only; plain HTTP in a test network goes without.
  return navigator.locks ? await navigator.locks.request('crm.refresh', work) : work();
}

function forget() {
  if (!token && !me) return;
  token = null;
  me = null;
  notify();
}

function notify() {
  for (const listener of listeners) listener();
}

/** Lets the connection of an answer go that nobody reads; that of a request that was taken back is gone already. */
export function leaveUnread(response: Response) {
  response.body?.cancel().catch(() => undefined);
}
