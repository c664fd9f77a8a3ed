import { useSyncExternalStore } from 'react';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const key = 'crm.theme';
const system = globalThis.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const saved = localStorage.getItem(key);
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

export function chooseTheme(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  paint();
}

export const useTheme = () => useSyncExternalStore(subscribe, chosenTheme);
/** The theme on screen, `system` resolved. */
export const useShownTheme = () => useSyncExternalStore(subscribe, shownTheme);

const shownTheme = () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

function paint() {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

system.addEventListener('change', paint);
