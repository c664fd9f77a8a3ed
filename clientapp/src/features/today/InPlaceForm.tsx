import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { FieldError } from '../../ui/Inputs';
import { isComposing, isEnter } from '../../ui/keys';
import { useFinePointer } from '../../ui/useFinePointer';
import css from './today.module.css';

type InPlaceFormProps = {
  label: string;
  submit: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A small form that opens under its row: Enter sends it (Shift-Enter breaks a line; on touch Enter does), Esc closes it. */
export function InPlaceForm({ label, submit, busy, error, onSubmit, onClose, children }: InPlaceFormProps) {
  const { t } = useTranslation('common');
  const fine = useFinePointer();
  const problem = error instanceof ApiProblem ? error : null;
  const general = error && !problem?.problem.errors?.length ? (problem?.isStale ? t('error.stale') : (problem?.message ?? t('error.offline'))) : null;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The Enter that ends an input method's composition would otherwise submit in some browsers.
    if (isComposing(event) && event.key === 'Enter') return event.preventDefault();
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      onClose();
    }
    if (fine && isEnter(event) && !event.shiftKey && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      event.target.form!.requestSubmit();
    }
  };

  return (
    <div onKeyDown={onKeyDown}>
      <form
        className={css.form}
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSubmit();
        }}
      >
        {children}
        {general && <FieldError>{general}</FieldError>}
        <div className={css.formFoot}>
          <Button type="submit" variant="primary" busy={busy}>{submit}</Button>
          <Button variant="ghost" onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </div>
  );
}
