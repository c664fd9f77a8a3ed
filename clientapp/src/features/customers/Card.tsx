import { ChevronRight, Plus } from 'lucide-react';
import { createContext, use, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import css from './customer.module.css';

type CardProps = {
  title: string;
  /** Left out where nobody has counted. */
  count?: number;
  /** Beside the count, such as what is overdue. */
  note?: ReactNode;
  onAdd?: (() => void) | undefined;
  addLabel?: string;
  actions?: ReactNode;
  /** For what can be folded: whether it is open, as `useState` gives it. Its content loads when it opens. */
  fold?: [open: boolean, change: (open: boolean) => void];
  children: ReactNode;
};

/** Whether the record is in the bin: what hangs on it is kept there unseen, so nothing may be called empty or added. */
export const InBin = createContext(false);

/** One group of related records with its count and what can be added. */
export function Card({ title, count, note, onAdd, addLabel, actions, fold, children }: CardProps) {
  const { t } = useTranslation('customer');
  const id = useId();
  const inBin = use(InBin);
  const [open, setOpen] = fold ?? [true];
  const name = <>{title} {count !== undefined && (count > 0 || !inBin) && <span className="meta figures">{count}</span>}</>;
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.cardHead}>
        <h2 id={id} className={css.cardTitle}>
          {setOpen ? (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              <ChevronRight size={14} aria-hidden className={css.chevron} />
              {name}
            </button>
          ) : (
            name
          )}
        </h2>
        {note}
        <span className={css.cardActions}>
          {actions}
          {onAdd && !inBin && <IconButton size="small" label={addLabel ?? t('add')} icon={Plus} onClick={onAdd} />}
        </span>
      </header>
      {open && children}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  return <p className={css.nothing}>{use(InBin) ? t('state.afterRestoring') : children}</p>;
}
