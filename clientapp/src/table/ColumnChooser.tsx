import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnField } from '../fields/field';
import { Button, IconButton } from '../ui/Button';
import { Checkbox, Segmented } from '../ui/Inputs';
import { Popover } from '../ui/Popover';
import { defaultColumns, densities, type ColumnState, type Density } from './columns';
import css from './table.module.css';

type ColumnChooserProps<Row> = { fields: ColumnField<Row>[]; state: ColumnState; onChange: (state: ColumnState) => void };

/** Which columns, in which order, how high the rows. The first column names the row and stays. */
export function ColumnChooser<Row>({ fields, state, onChange }: ColumnChooserProps<Row>) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const ordered = state.order.flatMap((key) => fields.find((field) => field.key === key) ?? []);

  const toggle = (key: string) =>
    onChange({ ...state, hidden: state.hidden.includes(key) ? state.hidden.filter((other) => other !== key) : [...state.hidden, key] });
  const move = (key: string, step: number) => {
    const order = state.order.filter((other) => other !== key);
    order.splice(state.order.indexOf(key) + step, 0, key);
    onChange({ ...state, order });
  };

  return (
    <Popover label={t('table.columns')} trigger={(props) => <IconButton {...props} label={t('table.columns')} icon={Columns3} />}>
      {() => (
        <div className={css.editor}>
          <input className={css.find} type="search" aria-label={t('table.columnsFind')} placeholder={t('table.columnsFind')} value={text} onChange={(event) => setText(event.target.value)} />
          <ul className={css.options}>
            {ordered.map((field, index) =>
              field.label.toLowerCase().includes(needle) ? (
                <li key={field.key} className={css.choice}>
                  <Checkbox label={field.label} disabled={index === 0} checked={!state.hidden.includes(field.key)} onChange={() => toggle(field.key)} />
                  <span>
                    <IconButton size="small" icon={ArrowUp} label={t('table.moveUp', { column: field.label })} disabled={index <= 1} onClick={() => move(field.key, -1)} />
                    <IconButton size="small" icon={ArrowDown} label={t('table.moveDown', { column: field.label })} disabled={index === 0 || index === ordered.length - 1} onClick={() => move(field.key, 1)} />
                  </span>
                </li>
              ) : null,
            )}
          </ul>
          <Segmented
            label={t('table.density')}
            value={state.density}
            options={(Object.keys(densities) as Density[]).map((density) => ({ value: density, label: t(`table.${density}`) }))}
            onChange={(density) => onChange({ ...state, density })}
          />
          <Button size="small" onClick={() => onChange(defaultColumns(fields))}>{t('table.columnsReset')}</Button>
        </div>
      )}
    </Popover>
  );
}
