import type { ReactNode } from 'react';
import css from './shell.module.css';
import { useTitle } from './useTitle';

/** The frame of a page: document title, one h1, its actions. `fill` for lists that scroll inside. */
export function Page({ title, actions, fill, children }: { title: string; actions?: ReactNode; fill?: boolean; children?: ReactNode }) {
  useTitle(title);
  return (
    <div className={fill ? css.fill : css.page}>
      <header className={css.pageHead}>
        <h1>{title}</h1>
        {actions && <div className={css.pageActions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
