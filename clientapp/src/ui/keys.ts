import type { KeyboardEvent as ReactKeyboardEvent } from 'react';

type AnyKeyboardEvent = KeyboardEvent | ReactKeyboardEvent;

/** True while an input method composes: its Enter chooses a word and must not submit (Safari tells by keyCode 229 alone). */
export function isComposing(event: AnyKeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

/** An Enter that the user means as Enter. */
export const isEnter = (event: AnyKeyboardEvent) => event.key === 'Enter' && !isComposing(event);

/** True where single keys are text, not shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    && !/^(checkbox|radio|button)$/.test(target.getAttribute('type') ?? '');
}
