import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { can } from '../api/session';
import { isComposing } from '../ui/keys';
import { isSingleKey } from '../ui/pageKeys';
import { navItems } from './navigation';

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const searchKeys = isApple ? '⌘K' : 'Ctrl K';

/** Ctrl/⌘-K, ?, and G followed by the letter of a page. Single keys rest while someone types or a dialog is open. */
export function useShortcuts(actions: { search: () => void; help: () => void }) {
  const navigate = useNavigate();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    let goUntil = 0;

    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return;
      const key = event.key.toLowerCase();

      if ((event.ctrlKey || event.metaKey) && !event.altKey && key === 'k') {
        event.preventDefault();
        return latest.current.search();
      }
      if (!isSingleKey(event)) return;

      if (event.key === '?') latest.current.help();
      else if (Date.now() < goUntil) {
        const target = navItems.find((item) => item.key === key && (!item.permission || can(item.permission)));
        if (target) {
          event.preventDefault();
          void navigate({ to: target.to } as never);
        }
        goUntil = 0;
      } else if (key === 'g') goUntil = Date.now() + 1500;
    };

    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);
}
