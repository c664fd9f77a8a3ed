import { Braces } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters, ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { kindOf } from '../fields/registry';
import { isComposing, isEnter } from '../ui/keys';
import { FilterEditor } from './FilterEditor';
import css from './table.module.css';

type AddFilterProps<Row> = { fields: ColumnField<Row>[]; search: ListSearch; onApply: (key: string, tests: Filters[string] | null) => void; onBuild: (() => void) | undefined };

const focusFirst = (editor: HTMLElement | null) => editor?.querySelector<HTMLElement>('input, select, button')?.focus();

/** The arrows go from the search box through what it found and back. */
function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || isComposing(event)) return;
  event.preventDefault();
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.indexOf(event.target as HTMLElement) + step;
  stops[Math.max(0, Math.min(stops.length - 1, at))]!.focus();
}

/** Enter takes the first match. */
export default function AddFilter<Row>({ fields, search, onApply, onBuild }: AddFilterProps<Row>) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [field, setField] = useState<ColumnField<Row> | null>(null);
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);

  if (field)
    return (
      <div ref={focusFirst} className={css.editor}>
        <h3>{field.label}</h3>
        <FilterEditor field={field} tests={search.filter?.[field.key]} onApply={(tests) => onApply(field.key, tests)} />
      </div>
    );

  const found = fields.filter((candidate) => candidate.label.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className={css.editor} onKeyDown={moveByArrows}>
      <input
        ref={box}
        className={css.find}
        type="search"
        aria-label={t('filter.find')}
        placeholder={t('filter.find')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (!isEnter(event) || !found[0]) return;
          event.preventDefault();
          setField(found[0]);
        }}
      />
      <ul className={css.options}>
        {found.map((candidate) => {
          const Icon = candidate.icon ?? kindOf(candidate.type).icon;
          return (
            <li key={candidate.key}>
              <button type="button" className={css.option} onClick={() => setField(candidate)}>
                <Icon size={16} aria-hidden />
                {candidate.label}
              </button>
            </li>
          );
        })}
      </ul>
      {onBuild && (
        <button type="button" className={css.option} onClick={onBuild}>
          <Braces size={16} aria-hidden />
          {t('filter.build')}
        </button>
      )}
    </div>
  );
}
