import { useSyncExternalStore } from 'react';

const watching = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

/** The minute that it is: who says how long ago something was, or whether it is late, is drawn again when it has passed. */
export const useMinute = (): number => useSyncExternalStore(watch, () => Math.floor(Date.now() / 60_000));

function watch(passed: () => void) {
  watching.add(passed);
  clock ??= setInterval(() => watching.forEach((one) => one()), 60_000);
  return () => {
    watching.delete(passed);
    if (watching.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}
