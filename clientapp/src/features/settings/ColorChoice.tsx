import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { toneOfColor } from '../../fields/tones';
import { Badge, toneOf } from '../../ui/Badge';
import { Popover } from '../../ui/Popover';
import css from './settings.module.css';
import { tagColors } from './settings.queries';

type Color = (typeof tagColors)[number];

/** What the colours of the palette are called; null is the one that follows from the name. */
export function useColorNames() {
  const { t } = useTranslation('settings');
  return (color: string | null) => (color ? t(`tags.colors.${color as Color}`) : t('colorOfName'));
}

type ColorChoiceProps<C extends string | null> = {
  legend: string;
  value: C;
  onChange: (color: C) => void;
  /** For what goes without a colour of its own: the name that its colour follows from. */
  named?: string;
};

/** One of the colours of the palette, each as it looks. */
export function ColorChoice<C extends string | null>({ legend, value, onChange, named }: ColorChoiceProps<C>) {
  const group = useId();
  const nameOf = useColorNames();
  const colors: (string | null)[] = named === undefined ? [...tagColors] : [null, ...tagColors];
  return (
    <fieldset>
      <legend className={css.legend}>{legend}</legend>
      <div className={css.colors}>
        {colors.map((color) => (
          <label key={color}>
            <input type="radio" name={group} checked={value === color} onChange={() => onChange(color as C)} />
            <Badge tone={color ? toneOfColor(color) : toneOf(named!)}>{nameOf(color)}</Badge>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type ColorButtonProps = { label: string; value: string | null; onChange: (color: string | null) => void; named: string };

/** The same where there is no room for it: a dot that opens it. */
export function ColorButton({ label, value, onChange, named }: ColorButtonProps) {
  const nameOf = useColorNames();
  return (
    <Popover label={label} trigger={(props) => <button type="button" {...props} className={css.colorButton} aria-label={`${label} ${nameOf(value)}`} title={nameOf(value)}><Badge tone={value ? toneOfColor(value) : toneOf(named)}>A</Badge></button>}>
      {(close) => <ColorChoice legend={label} value={value} named={named} onChange={(color) => { onChange(color); close(); }} />}
    </Popover>
  );
}
