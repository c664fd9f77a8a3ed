import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body, signOut } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { beginSession } from '../../api/session';
import { Button } from '../../ui/Button';
import { FormField, PasswordInput } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import css from './auth.module.css';
import { AuthFrame, Refusal } from './AuthFrame';
import { useSubmit } from './useSubmit';

const minLength = 15;

/** `forced` while the password is a temporary one: the gate opens by itself once it is changed. */
export function PasswordForm({ forced, onDone }: { forced?: boolean; onDone?: () => void }) {
  const { t } = useTranslation();
  return (
    <AuthFrame title={t('password.title')} intro={t(forced ? 'password.intro' : 'password.introOwn')}>
      <PasswordChange
        large
        {...(onDone && { onDone })}
        after={
          forced ? (
            <Button variant="ghost" onClick={signOut}>{t('password.signOut')}</Button>
          ) : (
            <Button variant="ghost" onClick={onDone}>{t('password.cancel')}</Button>
          )
        }
      />
    </AuthFrame>
  );
}

type PasswordChangeProps = { large?: boolean; onDone?: () => void; after?: ReactNode };

/** The form alone, for the account page; `large` where it is the whole page. */
export function PasswordChange({ large, onDone, after }: PasswordChangeProps) {
  const { t } = useTranslation();
  const scale = large ? 'large' : 'normal';
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);

  const change = useSubmit(async () => {
    beginSession(await body(api.POST('/api/v1/auth/password', { body: { currentPassword: current, newPassword: next } })));
    toast(t('password.changed'));
    setCurrent('');
    setNext('');
    setTried(false);
    onDone?.();
  });

  const missing = minLength - [...next].length;
  const problem = change.error instanceof ApiProblem ? change.error : null;
  const currentError = problem?.fieldError('/currentPassword') ?? (tried && !current ? t('password.currentMissing') : undefined);
  const nextError = problem?.fieldError('/newPassword') ?? (tried && missing > 0 ? t('password.tooShort', { count: missing }) : undefined);

  const edit = (set: (text: string) => void) => (event: { target: { value: string } }) => {
    if (change.error) change.reset();
    set(event.target.value);
  };

  return (
    <form
      noValidate
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (current && missing <= 0 && !change.sending) void change.send();
      }}
    >
      {change.error !== null && !problem?.problem.errors?.length && <Refusal>{problem?.message ?? t('errors.offline')}</Refusal>}
      <FormField label={t('password.current')} error={currentError}>
        {(control) => (
          <PasswordInput {...control} autoComplete="current-password" autoFocus={large} scale={scale} showLabel={t('password.show')} hideLabel={t('password.hide')} value={current} onChange={edit(setCurrent)} />
        )}
      </FormField>
      <FormField label={t('password.next')} error={nextError} hint={t('password.rule')}>
        {(control) => (
          <PasswordInput {...control} autoComplete="new-password" scale={scale} showLabel={t('password.show')} hideLabel={t('password.hide')} value={next} onChange={edit(setNext)} />
        )}
      </FormField>
      {next && !nextError && <LengthMeter length={[...next].length} />}
      <Button type="submit" variant="primary" size={scale} wide={large} busy={change.sending}>
        {t(change.sending ? 'password.submitting' : 'password.submit')}
      </Button>
      {after}
    </form>
  );
}

/** Length is what makes a password strong, so length is all it judges. */
function LengthMeter({ length }: { length: number }) {
  const { t } = useTranslation();
  const enough = length >= minLength;
  return (
    <div className={css.meter} data-enough={enough}>
      <progress aria-label={t('password.strength')} max={24} value={Math.min(length, 24)} />
      <span className="meta" aria-live="polite">
        {!enough ? t('password.tooShort', { count: minLength - length }) : t(length >= 20 ? 'password.longer' : 'password.long')}
      </span>
    </div>
  );
}
