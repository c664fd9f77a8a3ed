import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox, type Option } from '../ui/Inputs';
import css from './filter.module.css';

type OptionListProps = { label: string; options: Option[]; values: string[]; onChange: (values: string[]) => void };

const mostShown = 100;

/** Several of many, found by typing; what was chosen stays in sight. */
export function OptionList({ label, options, values, onChange }: OptionListProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const found = options.filter((option) => (needle ? option.label.toLowerCase().includes(needle) : !option.inner || values.includes(option.value))).slice(0, mostShown);
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);

  return (
    <div className={css.list}>
      {options.length > 8 && <input type="search" className={css.find} aria-label={t('filter.findOption')} placeholder={options.some(({ inner }) => inner) ? t('filter.findInner') : t('filter.findOption')} value={text} onChange={(event) => setText(event.target.value)} />}
      <fieldset className={css.options} aria-label={label}>
        {found.map((option) => (
          <div key={option.value}>
            <Checkbox label={option.label} checked={values.includes(option.value)} onChange={() => toggle(option.value)} />
          </div>
        ))}
        {found.length === 0 && <p className="meta">{t('state.noMatch')}</p>}
      </fieldset>
    </div>
  );
}
