import { useSyncExternalStore } from 'react';

const fine = globalThis.matchMedia('(pointer: fine)');

/** True with a mouse or trackpad, where a hardware keyboard is at hand; false on touch. */
export const useFinePointer = () => useSyncExternalStore(subscribe, () => fine.matches);

function subscribe(listener: () => void) {
  fine.addEventListener('change', listener);
  return () => fine.removeEventListener('change', listener);
}
