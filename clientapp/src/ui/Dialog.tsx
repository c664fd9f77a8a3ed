import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes, IconButton } from './Button';
import css from './floating.module.css';

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  /** Where a stray click would lose work, only the buttons and Esc close. */
  keepOnBackdrop?: boolean;
};

/** Mount it to open it, unmount it to close it: `{open && <Dialog …>}`. The browser traps focus and gives it back. */
export const Dialog = (props: DialogProps) => <Modal {...props} />;

/** The same at the right edge, full height: create and edit forms. */
export const Drawer = (props: DialogProps) => <Modal keepOnBackdrop {...props} className={css.drawer} />;

function Modal({ title, onClose, children, footer, wide, keepOnBackdrop, className }: DialogProps & { className?: string | undefined }) {
  const { t } = useTranslation('common');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement as HTMLElement | null;
    element.showModal();
    // The browser would begin at the close button; a form begins at its first field.
    element.querySelector<HTMLElement>('form :is(input, textarea, select):not(:disabled)')?.focus();
    return () => {
      element.close();
      before?.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={classes(css.dialog, wide && css.wide, className)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => !keepOnBackdrop && event.target === dialog.current && onClose()}
    >
      <div className={css.head}>
        <h2 id={titleId}>{title}</h2>
        <IconButton label={t('action.close')} icon={X} onClick={onClose} />
      </div>
      <div className={css.body}>{children}</div>
      {footer && <div className={css.foot}>{footer}</div>}
    </dialog>
  );
}
