import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { currentUser, subscribe } from '../api/session';

const loadApp = () => import('./App').then((file) => ({ default: file.App }));
const App = lazy(loadApp);
const SignInPage = lazy(() => import('../features/auth/SignInPage').then((file) => ({ default: file.SignInPage })));
const PasswordForm = lazy(() => import('../features/auth/PasswordForm').then((file) => ({ default: file.PasswordForm })));

/** Sign-in weighs little because the rest of the page comes after it: fetched while the user types. */
export function Gate() {
  const user = useSyncExternalStore(subscribe, currentUser);
  const inside = user !== null && !user.mustChangePassword;

  useEffect(() => {
    if (inside) return;
    const timer = setTimeout(() => void loadApp(), 1500);
    return () => clearTimeout(timer);
  }, [inside]);

  return <Suspense>{inside ? <App key={user.id} /> : user ? <PasswordForm forced /> : <SignInPage />}</Suspense>;
}
