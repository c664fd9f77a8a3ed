import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { classes } from './Button';
import css from './floating.module.css';

type TriggerProps = { onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'dialog' | 'menu' };

type PopoverProps = {
  label: string;
  trigger: (props: TriggerProps) => ReactNode;
  children: (close: () => void) => ReactNode;
  role?: 'dialog' | 'menu';
  padded?: boolean;
};

/** A panel that floats at its trigger, in the top layer, so no dialog or scroller can clip it. */
export function Popover({ label, trigger, children, role = 'dialog', padded = true }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);

  const close = () => {
    setOpen(false);
    anchor.current?.querySelector<HTMLElement>('button, a')?.focus();
  };

  return (
    <span ref={anchor}>
      {trigger({ onClick: () => setOpen(!open), 'aria-expanded': open, 'aria-haspopup': role })}
      {open && (
        <Floating anchor={anchor} label={label} role={role} padded={padded} onClose={close} onLeave={() => setOpen(false)}>
          {children(close)}
        </Floating>
      )}
    </span>
  );
}

type FloatingProps = {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  role: 'dialog' | 'menu';
  padded: boolean;
  onClose: () => void;
  onLeave: () => void;
  children: ReactNode;
};

function Floating({ anchor, label, role, padded, onClose, onLeave, children }: FloatingProps) {
  const panel = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = panel.current!;
    element.showPopover();
    const settle = () => anchor.current && place(element, anchor.current.querySelector('button, a') ?? anchor.current);
    settle();
    // What comes later may need more room.
    const growth = new ResizeObserver(settle);
    growth.observe(element);
    (element.querySelector<HTMLElement>('[autofocus], input, select, [role^="menuitem"], button, a') ?? element).focus();
    return () => growth.disconnect();
  }, [anchor]);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!anchor.current?.contains(event.target as Node)) onLeave();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [anchor, onLeave]);

  return (
    <div
      ref={panel}
      popover="manual"
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={classes(css.popover, padded && css.padded)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
        if (event.key === 'Tab' && role === 'menu') onLeave();
      }}
    >
      {children}
    </div>
  );
}

/** Below the anchor, above it where there is no room, never over the edge of the window. */
export function place(element: HTMLElement, anchor: Element, gap = 4) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = at.bottom + gap;
  const top = below + height > innerHeight - 8 && at.top - gap - height > 8 ? at.top - gap - height : below;
  const left = at.left + width > innerWidth - 8 ? at.right - width : at.left;
  element.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  element.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
}
