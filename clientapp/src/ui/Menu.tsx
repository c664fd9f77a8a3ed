import { Check, type LucideIcon } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from './Button';
import css from './floating.module.css';
import { Popover } from './Popover';

export type MenuItem =
  | { label: string; onSelect: () => void; icon?: LucideIcon; danger?: boolean; checked?: boolean; extra?: ReactNode; disabled?: boolean }
  | { heading: string }
  | 'divider';

type MenuProps = {
  label: string;
  items: MenuItem[];
  trigger: (props: { onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'dialog' | 'menu' }) => ReactNode;
};

export function Menu({ label, items, trigger }: MenuProps) {
  return (
    <Popover label={label} role="menu" padded={false} trigger={trigger}>
      {(close) => (
        <div role="presentation" onKeyDown={moveFocus}>
          {items.map((item, index) => {
            if (item === 'divider') return <hr key={index} className={css.divider} />;
            if ('heading' in item) return <div key={index} role="presentation" className={css.heading}>{item.heading}</div>;
            const { icon: Icon } = item;
            return (
              <button
                key={index}
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                disabled={item.disabled}
                tabIndex={-1}
                className={classes(css.item, item.danger && css.danger)}
                onClick={() => {
                  close();
                  item.onSelect();
                }}
              >
                {Icon && <Icon size={16} aria-hidden />}
                <span className={css.text}>{item.label}</span>
                {item.checked ? <Check size={16} aria-hidden /> : item.extra}
              </button>
            );
          })}
        </div>
      )}
    </Popover>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[(next + items.length) % items.length]?.focus();
}
