import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '../ui/Inputs';
import { usePageKey } from '../ui/pageKeys';
import css from './table.module.css';

/** Searches a moment after the last key; a changed address fills the box, an answer to its own typing does not. */
export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('common');
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const timer = useRef(0);
  const box = useRef<HTMLInputElement>(null);
  usePageKey('/', () => box.current?.select());

  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      setSent(next.trim());
      onChange(next.trim());
    }, 250);
  };

  return <Input ref={box} type="search" aria-keyshortcuts="/" className={css.searchBox} aria-label={t('table.search')} placeholder={t('table.search')} value={text} onChange={(event) => type(event.target.value)} />;
}
