import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageMenu, ThemeMenu } from '../../app/preferences';
import { useTitle } from '../../app/useTitle';
import css from './auth.module.css';

/** The card of the pages outside the shell. */
export function AuthFrame({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className={css.center}>
        <div className={css.card}>
          <div className={css.name}>
            <img src="/favicon.svg" alt="" />
            <span>{t('app.name')}</span>
          </div>
          <h1>{title}</h1>
          {intro && <p className={css.intro}>{intro}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}

export function Refusal({ children }: { children: ReactNode }) {
  return (
    <div className={css.refusal} role="alert">
      <CircleAlert size={16} aria-hidden />
      <span>{children}</span>
    </div>
  );
}
