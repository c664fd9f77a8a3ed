import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import css from './floating.module.css';
import { place } from './Popover';

/** Names what it wraps, after a moment of hover or at once on keyboard focus; Esc takes it away. */
export function Tooltip({ text, shortcut, children }: { text: string; shortcut?: string | undefined; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef(0);

  const show = (delay: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown(true), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <span
      ref={anchor}
      style={{ display: 'contents' }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && show(400)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show(0)}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {shown && <Tip text={text} shortcut={shortcut} anchor={() => anchor.current!.firstElementChild!} />}
    </span>
  );
}

function Tip({ text, shortcut, anchor }: { text: string; shortcut?: string | undefined; anchor: () => Element }) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    tip.current!.showPopover();
    place(tip.current!, anchor(), 6);
  });
  return (
    <span ref={tip} popover="manual" aria-hidden className={css.tooltip}>
      {text}
      {shortcut && <kbd>{shortcut}</kbd>}
    </span>
  );
}
