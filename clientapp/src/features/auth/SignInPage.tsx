import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { beginSession } from '../../api/session';
import { Button } from '../../ui/Button';
import { FormField, Input, PasswordInput } from '../../ui/Inputs';
import css from './auth.module.css';
import { AuthFrame, Refusal } from './AuthFrame';
import { useSubmit } from './useSubmit';

/** Once the session begins, the gate leads to where the user wanted to go. */
export function SignInPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});

  const signIn = useSubmit(async () => {
    beginSession(await body(api.POST('/api/v1/auth/login', { body: { email: email.trim(), password } })));
  });
  const wait = useWait(signIn.error);

  const submit = (form: HTMLFormElement) => {
    const gaps = {
      ...(!email.trim() && { email: t('signIn.emailMissing') }),
      ...(!password && { password: t('signIn.passwordMissing') }),
    };
    setMissing(gaps);
    const first = Object.keys(gaps)[0];
    if (first) (form.elements.namedItem(first) as HTMLElement).focus();
    else void signIn.send();
  };

  return (
    <AuthFrame title={t('signIn.title')}>
      <form
        noValidate
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.sending && wait === 0) submit(event.currentTarget);
        }}
      >
        {signIn.error !== null && (
          <Refusal>
            {wait > 0 ? t('signIn.wait', { count: wait }) : signIn.error instanceof ApiProblem ? signIn.error.message : t('errors.offline')}
          </Refusal>
        )}
        <FormField label={t('signIn.email')} error={missing.email}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" inputMode="email" autoFocus scale="large" value={email} onChange={(event) => setEmail(event.target.value)} />
          )}
        </FormField>
        <FormField label={t('signIn.password')} error={missing.password}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="current-password"
              scale="large"
              showLabel={t('password.show')}
              hideLabel={t('password.hide')}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FormField>
        <Button type="submit" variant="primary" size="large" wide busy={signIn.sending} disabled={wait > 0}>
          {t(signIn.sending ? 'signIn.submitting' : 'signIn.submit')}
        </Button>
      </form>
      <p className={css.after}>{t('signIn.forgotten')}</p>
    </AuthFrame>
  );
}

/** Seconds until the server wants to hear from us again, counted down. */
function useWait(error: unknown): number {
  const [wait, setWait] = useState(0);
  useEffect(() => {
    const seconds = error instanceof ApiProblem ? (error.retryAfterSeconds ?? 0) : 0;
    const until = Date.now() + seconds * 1000;
    const tick = () => setWait(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    if (seconds === 0) return;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [error]);
  return wait;
}
