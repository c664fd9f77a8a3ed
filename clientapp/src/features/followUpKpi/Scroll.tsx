import type { ReactNode } from 'react';
import css from './followUpKpi.module.css';

/** What is wider than its place. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keyboard
  return <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>{children}</div>;
}
