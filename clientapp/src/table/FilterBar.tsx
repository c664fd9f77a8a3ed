import { ListFilter, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters, ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { useOptions } from '../fields/options';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { Button, IconButton } from '../ui/Button';
import { isComposing, isEnter } from '../ui/keys';
import { Popover } from '../ui/Popover';
import { FilterEditor } from './FilterEditor';
import { daysOfTests, emptyTest, valuesOf, withFilter } from './filters';
import css from './table.module.css';

type FilterBarProps<Row> = { fields: ColumnField<Row>[]; search: ListSearch; onSearch: (search: ListSearch) => void };

/** A chip for each filter that holds, and the way to one more. */
export function FilterBar<Row>({ fields, search, onSearch }: FilterBarProps<Row>) {
  const { t } = useTranslation('common');
  const set = (key: string, tests: Filters[string] | null) => onSearch({ ...search, filter: withFilter(search.filter, key, tests) });
  const usable = fields.filter((field) => field.filterable && kindOf(field.type).filter);
  const active = usable.filter((field) => search.filter?.[field.key]);

  return (
    <div className={css.filters}>
      {active.map((field) => (
        <span key={field.key} className={css.chip}>
          <Popover label={field.label} trigger={(props) => <button type="button" {...props}><ChipText field={field} tests={search.filter![field.key]!} /></button>}>
            {(close) => <FilterEditor field={field} tests={search.filter?.[field.key]} onApply={(tests) => { set(field.key, tests); close(); }} />}
          </Popover>
          <IconButton size="small" icon={X} label={t('filter.removeChip', { field: field.label })} onClick={() => set(field.key, null)} />
        </span>
      ))}
      {usable.length > 0 && (
        <Popover label={t('filter.add')} trigger={(props) => <Button {...props} size="small" variant="ghost" icon={ListFilter}>{t('filter.add')}</Button>}>
          {(close) => <AddFilter fields={usable} search={search} onApply={(key, tests) => { set(key, tests); close(); }} />}
        </Popover>
      )}
      {active.length > 1 && <Button size="small" variant="ghost" onClick={() => onSearch({ ...search, filter: undefined })}>{t('table.clearFilters')}</Button>}
    </div>
  );
}

type AddFilterProps<Row> = { fields: ColumnField<Row>[]; search: ListSearch; onApply: (key: string, tests: Filters[string] | null) => void };

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
function AddFilter<Row>({ fields, search, onApply }: AddFilterProps<Row>) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [field, setField] = useState<ColumnField<Row> | null>(null);

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
    </div>
  );
}

function ChipText<Row>({ field, tests }: { field: ColumnField<Row>; tests: Filters[string] }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const options = useOptions(field);
  const kind = kindOf(field.type).filter;
  const empty = emptyTest(tests);

  const text = () => {
    if (empty !== null) return t(empty ? 'filter.isEmpty' : 'filter.isNotEmpty');
    if (kind === 'contains') return `${t('filter.contains')} ${tests.contains ?? tests.startsWith ?? tests.eq ?? ''}`;
    if (kind === 'options') return valuesOf(tests).map((value) => (value === 'me' ? t('state.me') : (options.find((option) => option.value === value)?.label ?? value))).join(', ');
    const days = kind === 'numbers' ? { from: tests.gte ?? '', to: tests.lte ?? '' } : daysOfTests(tests, format);
    const show = (value: string) => (kind === 'numbers' ? format.number(Number(value)) : format.date(value));
    if (days.from && days.to) return t('filter.range', { from: show(days.from), to: show(days.to) });
    return days.from ? t('filter.since', { from: show(days.from) }) : t('filter.until', { to: show(days.to) });
  };

  return (
    <>
      <span className="meta">{field.label}</span> <b>{text()}</b>
    </>
  );
}
