import type { ReactNode } from 'react';
import css from './shell.module.css';
import { useTitle } from './useTitle';

type PageProps = { title: string; views?: ReactNode; actions?: ReactNode; fill?: boolean; children?: ReactNode };

/** The frame of a page: document title, one h1, its views and actions. `fill` for lists that scroll inside. */
export function Page({ title, views, actions, fill, children }: PageProps) {
  useTitle(title);
  return (
    <div className={fill ? css.fill : css.page}>
      <header className={css.pageHead}>
        <h1>{title}</h1>
        {views}
        {actions && <div className={css.pageActions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
