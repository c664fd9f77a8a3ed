import { useId, useLayoutEffect, useRef, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import css from './floating.module.css';
import { Input, type Option } from './Inputs';
import { isComposing, isEnter } from './keys';
import { place } from './Popover';

type ComboboxProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  options: Option[];
  value: string | null;
  onChange: (value: string | null) => void;
  /** For options that the server finds: called with each change of the text. */
  onSearch?: (text: string) => void;
};

/** A long list of options, narrowed by typing. Emptying the text clears the value. */
export function Combobox({ options, value, onChange, onSearch, onBlur, onKeyDown, ...rest }: ComboboxProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const open = text !== null;

  const needle = (text ?? '').trim().toLowerCase();
  const found = onSearch || !needle ? options : options.filter((option) => option.label.toLowerCase().includes(needle));

  useLayoutEffect(() => {
    if (!open || !list.current) return;
    list.current.showPopover();
    list.current.style.width = `${input.current!.offsetWidth}px`;
    place(list.current, input.current!);
  }, [open, found.length]);

  const search = (next: string) => {
    setText(next);
    setActive(0);
    onSearch?.(next);
    if (!next) onChange(null);
  };
  const choose = (option: Option | undefined) => {
    if (!option || option.disabled) return;
    onChange(option.value);
    setText(null);
  };

  return (
    <span>
      <Input
        {...rest}
        ref={input}
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found[active] ? `${id}-${active}` : undefined}
        value={text ?? options.find((option) => option.value === value)?.label ?? ''}
        onChange={(event) => search(event.target.value)}
        onClick={() => open || setText('')}
        onBlur={(event) => {
          setText(null);
          onBlur?.(event);
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            if (open) setActive(Math.max(0, Math.min(found.length - 1, active + step)));
            else setText('');
          } else if (open && isEnter(event)) {
            event.preventDefault();
            event.stopPropagation();
            choose(found[active]);
          } else if (open && event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            setText(null);
          } else onKeyDown?.(event);
        }}
      />
      {open && (
        <ul ref={list} popover="manual" role="listbox" id={`${id}-list`} aria-label={rest['aria-label'] ?? t('action.choose')} className={css.popover}>
          {found.map((option, index) => (
            <li
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={css.item}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              {option.label}
            </li>
          ))}
          {found.length === 0 && <li role="option" aria-selected={false} aria-disabled className={css.heading}>{t('state.noMatch')}</li>}
        </ul>
      )}
    </span>
  );
}
