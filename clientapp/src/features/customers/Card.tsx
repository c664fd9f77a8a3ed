import { ChevronRight, Plus } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import css from './customer.module.css';

type CardProps = {
  title: string;
  count: number;
  /** Beside the count, such as what is overdue. */
  note?: ReactNode;
  onAdd?: (() => void) | undefined;
  addLabel?: string;
  actions?: ReactNode;
  /** Folded until asked for; its content loads then. */
  folded?: boolean;
  children: ReactNode;
};

/** One group of related records with its count and what can be added. */
export function Card({ title, count, note, onAdd, addLabel, actions, folded, children }: CardProps) {
  const { t } = useTranslation('customer');
  const id = useId();
  const [open, setOpen] = useState(!folded);
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.cardHead}>
        <h2 id={id} className={css.cardTitle}>
          {folded ? (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              <ChevronRight size={14} aria-hidden className={css.chevron} />
              {title} <span className="meta figures">{count}</span>
            </button>
          ) : (
            <>{title} <span className="meta figures">{count}</span></>
          )}
        </h2>
        {note}
        <span className={css.cardActions}>
          {actions}
          {onAdd && <IconButton size="small" label={addLabel ?? t('add')} icon={Plus} onClick={onAdd} />}
        </span>
      </header>
      {open && children}
    </section>
  );
}

export const Nothing = ({ children }: { children: ReactNode }) => <p className={css.nothing}>{children}</p>;
