import { useSyncExternalStore } from 'react';

const phone = globalThis.matchMedia('(max-width: 639px)');

/** True on phones, where tables become cards. */
export const useNarrow = () => useSyncExternalStore(subscribe, () => phone.matches);

function subscribe(listener: () => void) {
  phone.addEventListener('change', listener);
  return () => phone.removeEventListener('change', listener);
}
