import type { ReactNode } from 'react';
import { classes } from './Button';
import css from './controls.module.css';

export type Tone = 'neutral' | 'brand' | 'good' | 'warn' | 'bad' | 'violet' | 'teal' | 'orange' | 'slate';

export function Badge({ tone = 'neutral', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return <span className={classes(css.badge, css[tone])} title={title}><span className="truncate">{children}</span></span>;
}

const tones: Tone[] = ['brand', 'good', 'warn', 'violet', 'teal', 'neutral'];

/** The same name always gets the same tone. */
export function toneOf(name: string): Tone {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)!) % 9973;
  return tones[sum % tones.length]!;
}

/** A letter for a name; the name itself stands beside it, so readers skip the letter. */
export function Avatar({ name, round, big }: { name: string; round?: boolean; big?: boolean }) {
  const letter = [...name.trim()][0]?.toUpperCase() ?? '·';
  return <span aria-hidden className={classes(css.badge, css.avatar, css[toneOf(name)], round && css.round, big && css.big)}>{letter}</span>;
}

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className={css.kbd}>{children}</kbd>;
