import css from './segments.module.css';

/** The colour of a segment; its name stands beside it. */
export const Dot = ({ color }: { color: string }) => <span aria-hidden className={css.dot} style={{ background: `var(--seg-${color})` }} />;
