import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { Dialog, Drawer } from '../ui/Dialog';
import { FieldError } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import css from './form.module.css';
import type { Form } from './useForm';

type FormDrawerProps = {
  form: Form;
  title: string;
  /** The verb on the button; "Save" when nothing is said. */
  submit?: string | undefined;
  onClose: () => void;
  children: ReactNode;
  /** Other things to do with the record, at the start of the footer. */
  actions?: ReactNode;
  /** A small form in the middle of the page. */
  small?: boolean;
  wide?: boolean;
};

/** A form at the right edge. Ctrl-S or Ctrl-Enter saves; closing it with something typed asks first. */
export function FormDrawer({ form, title, submit, onClose, children, actions, small, wide = false }: FormDrawerProps) {
  const { t } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  const Frame = small ? Dialog : Drawer;
  const close = () => (form.touched && !asking ? setAsking(true) : onClose());

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || (event.key.toLowerCase() !== 's' && !isEnter(event))) return;
    event.preventDefault();
    void form.submit();
  };

  const footer = asking ? (
    <>
      <span className={css.start} role="alert">{t('form.discardAsk')}</span>
      <Button onClick={() => setAsking(false)} autoFocus>{t('form.stay')}</Button>
      <Button variant="danger" onClick={onClose}>{t('form.discard')}</Button>
    </>
  ) : (
    <>
      {actions && <span className={css.start}>{actions}</span>}
      <Button onClick={close}>{t('action.cancel')}</Button>
      <Button type="submit" form={form.id} variant="primary" busy={form.sending}>{submit ?? t('action.save')}</Button>
    </>
  );

  return (
    <Frame title={title} onClose={close} footer={footer} wide={wide} keepOnBackdrop>
      <div onKeyDown={onKeyDown}>
        <form id={form.id} noValidate className={css.form} onSubmit={(event) => void form.submit(event)}>
          {children}
          {form.refusal && <FieldError>{form.refusal}</FieldError>}
        </form>
      </div>
    </Frame>
  );
}
