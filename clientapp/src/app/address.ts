import { currentUser } from '../api/session';

/**
 * Keeps the address in step with the session: who is not signed in stands at /sign-in, who has a temporary password
 * at /change-password, and both return to where they wanted to go.
 */
export function keepAddress() {
  const user = currentUser();
  const gate = !user ? '/sign-in' : user.mustChangePassword ? '/change-password' : null;
  const { pathname, search } = location;
  const wanted = new URLSearchParams(search).get('to');
  const atGate = pathname === '/sign-in' || (pathname === '/change-password' && wanted !== null);

  if (gate === pathname) return;
  if (gate) history.replaceState(null, '', `${gate}?to=${encodeURIComponent(atGate ? (wanted ?? '/') : pathname + search)}`);
  else if (atGate) history.replaceState(null, '', isOwnPath(wanted) ? wanted : '/');
}

/** A return path may lead inside this page only; `//host` and `/\host` lead elsewhere. */
const isOwnPath = (path: string | null): path is string => path !== null && /^\/(?![/\\])/.test(path);
