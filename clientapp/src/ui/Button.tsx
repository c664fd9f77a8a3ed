import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import css from './controls.module.css';
import { Tooltip } from './Tooltip';

type ButtonProps = ComponentProps<'button'> & {
  variant?: 'default' | 'primary' | 'ghost' | 'danger';
  size?: 'small' | 'normal' | 'large';
  icon?: LucideIcon;
  busy?: boolean;
  wide?: boolean;
};

export function Button({ variant = 'default', size = 'normal', icon: Icon, busy, wide, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
      className={classes(css.button, css[variant], css[size], wide && css.wide, className)}
    >
      {busy ? <LoaderCircle size={16} className={css.spin} aria-hidden /> : Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  label: string;
  icon: LucideIcon;
  size?: 'small' | 'normal';
  shortcut?: string;
};

/** A button of one icon; its label is its name and its tooltip. */
export function IconButton({ label, icon: Icon, size = 'normal', shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button type="button" aria-label={label} {...rest} className={classes(css.button, css.ghost, css.icon, css[size], className)}>
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  );
}

export const classes = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(' ');
