import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { useId, useState, type ComponentProps, type ReactNode } from 'react';
import { classes, IconButton } from './Button';
import css from './controls.module.css';
import type { Tone } from './Badge';

type FieldProps = { label: string; error?: string | undefined; hint?: ReactNode; required?: boolean };

type Control = { id: string; required?: boolean; 'aria-invalid'?: true; 'aria-describedby'?: string };

/** Label, control, hint and error, tied together: `<FormField label=…>{(control) => <input {...control} />}</FormField>` */
export function FormField({ label, error, hint, required, children }: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
        {required && <span className={css.required} aria-hidden>*</span>}
      </label>
      {children({
        id,
        ...(required && { required }),
        ...(error && { 'aria-invalid': true as const }),
        ...(notes && { 'aria-describedby': notes }),
      })}
      {hint && <div id={`${id}-hint`} className={css.hint}>{hint}</div>}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div id={id} className={css.error} role="alert">
      <CircleAlert size={14} aria-hidden />
      <span>{children}</span>
    </div>
  );
}

type Sized = { scale?: 'normal' | 'large' };

export function Input({ className, scale, ...rest }: ComponentProps<'input'> & Sized) {
  return <input {...rest} className={classes(css.input, scale === 'large' && css.large, className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={classes(css.input, className)} />;
}

export type Option = { value: string; label: string; disabled?: boolean; /** One of so many that it is only offered once it is looked for. */ inner?: boolean; /** The colour that was given to it. */ tone?: Tone };

/** A short list of options: the browser's own select, which every keyboard, phone and reader knows. */
export function Select({ options, empty, className, ...rest }: ComponentProps<'select'> & { options: Option[]; empty?: string }) {
  return (
    <select {...rest} className={classes(css.input, className)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>
      ))}
    </select>
  );
}

export function Checkbox({ label, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={css.check}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
};

export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.segmented}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** Paste and password managers work; the eye shows what was typed. */
export function PasswordInput({ showLabel, hideLabel, ...rest }: ComponentProps<'input'> & Sized & { showLabel: string; hideLabel: string }) {
  const [shown, setShown] = useState(false);
  return (
    <div className={css.within}>
      <Input {...rest} type={shown ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} />
      <IconButton label={shown ? hideLabel : showLabel} icon={shown ? EyeOff : Eye} aria-pressed={shown} onClick={() => setShown(!shown)} />
    </div>
  );
}
