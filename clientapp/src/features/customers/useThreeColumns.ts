import { useSyncExternalStore } from 'react';

const wide = globalThis.matchMedia('(min-width: 1100px)');

/** True where fields, timeline and related records stand side by side; tabs elsewhere. */
export const useThreeColumns = () => useSyncExternalStore(subscribe, () => wide.matches);

function subscribe(listener: () => void) {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
