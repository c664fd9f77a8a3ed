import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox, type Option } from '../ui/Inputs';
import { Popover } from '../ui/Popover';
import css from './filter.module.css';

type PickManyProps = { label: string; options: Option[]; values: string[]; onChange: (values: string[]) => void; invalid?: boolean; describedBy?: string | undefined };

const mostShown = 100;

/** Several of many, found by typing. */
export function PickMany({ label, options, values, onChange, invalid, describedBy }: PickManyProps) {
  const { t } = useTranslation(['filters', 'common']);
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const found = options.filter((option) => option.label.toLowerCase().includes(needle)).slice(0, mostShown);
  const chosen = values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(t('join.values'));
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);

  return (
    <Popover
      label={label}
      trigger={(props) => (
        <button type="button" {...props} className={css.pick} aria-label={chosen ? `${label} ${chosen}` : label} data-invalid={invalid || undefined} aria-describedby={describedBy} title={chosen}>
          <span className="truncate" data-empty={!chosen}>{chosen || t('choose')}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      )}
    >
      {() => (
        <div className={css.list}>
          {options.length > 8 && <input type="search" className={css.find} aria-label={t('find')} placeholder={t('find')} value={text} onChange={(event) => setText(event.target.value)} />}
          <fieldset className={css.options} aria-label={label}>
            {found.map((option) => (
              <div key={option.value}>
                <Checkbox label={option.label} checked={values.includes(option.value)} onChange={() => toggle(option.value)} />
              </div>
            ))}
            {found.length === 0 && <p className="meta">{t('common:state.noMatch')}</p>}
          </fieldset>
        </div>
      )}
    </Popover>
  );
}
