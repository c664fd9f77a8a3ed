import { useEffect, useRef } from 'react';
import { isComposing, isTyping } from './keys';

const offKey = 'crm.shortcuts.off';

export const singleKeysEnabled = () => localStorage.getItem(offKey) === null;
export function enableSingleKeys(enabled: boolean) {
  if (enabled) localStorage.removeItem(offKey);
  else localStorage.setItem(offKey, '1');
}

/** Single keys are shortcuts now: they are switched on, nobody types, no dialog is open, no modifier is held. */
export const isSingleKey = (event: KeyboardEvent) =>
  !isComposing(event) && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)
  && singleKeysEnabled() && !document.querySelector('dialog[open]');

/** `usePageKey('n', () => …)`: a key that means something on this page. */
export function usePageKey(key: string, action: (() => void) | null) {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || !latest.current || !isSingleKey(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [key]);
}
