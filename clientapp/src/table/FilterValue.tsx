import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../fields/RecordPicker';
import { Input, Select } from '../ui/Inputs';
import css from './filter.module.css';
import { entryOf, periods, type FilterField } from './filterFields';
import { PickMany } from './PickMany';
import { useChoices, useRecordNames } from './Sentence';
import type { Test } from './where';

type FilterValueProps = { field: FilterField; test: Test; position: number; onChange: (values: string[]) => void; problem: string | undefined; describedBy: string };

/** What a test compares with, entered as its field wants it. */
export function FilterValue({ field, test, position, onChange, problem, describedBy }: FilterValueProps) {
  const { t } = useTranslation('filters');
  const entry = entryOf(field, test.op);
  const choices = useChoices(field, entry === 'options');
  const label = t('value', { position });
  const bad = problem ? { 'aria-invalid': true as const, 'aria-describedby': describedBy } : {};
  const set = (index: number, value: string) => onChange(test.values.map((old, at) => (at === index ? value : old)));
  const [value = '', other = ''] = test.values;

  switch (entry) {
    case 'nothing':
      return null;
    case 'period':
      return <Select {...bad} aria-label={label} value={value} options={periods.map((period) => ({ value: period, label: t(`periods.${period}`) }))} onChange={(event) => set(0, event.target.value)} />;
    case 'days':
      return (
        <span className={css.days}>
          <Input {...bad} aria-label={label} inputMode="numeric" value={value} onChange={(event) => set(0, event.target.value)} />
          <span aria-hidden>{t('unit')}</span>
        </span>
      );
    case 'day':
      return <Input {...bad} type="date" aria-label={label} value={value} onChange={(event) => set(0, event.target.value)} />;
    case 'dayRange':
      return (
        <span className={css.range}>
          <Input {...bad} type="date" aria-label={t('from', { position })} value={value} onChange={(event) => set(0, event.target.value)} />
          <Input {...bad} type="date" min={value} aria-label={t('to', { position })} value={other} onChange={(event) => set(1, event.target.value)} />
        </span>
      );
    case 'numberRange':
      return (
        <span className={css.range}>
          <Input {...bad} aria-label={t('from', { position })} value={value} onChange={(event) => set(0, event.target.value)} />
          <Input {...bad} aria-label={t('to', { position })} value={other} onChange={(event) => set(1, event.target.value)} />
        </span>
      );
    case 'options':
      return <PickMany label={label} options={choices} values={test.values} onChange={onChange} invalid={problem !== undefined} describedBy={problem && describedBy} />;
    case 'record':
      return <RecordValue {...{ field, test, label, bad, onChange }} />;
    default:
      return <Input {...bad} aria-label={label} value={value} onChange={(event) => set(0, event.target.value)} />;
  }
}

type RecordValueProps = { field: FilterField; test: Test; label: string; bad: object; onChange: (values: string[]) => void };

function RecordValue({ field, test, label, bad, onChange }: RecordValueProps) {
  const names = useRecordNames(field, test.values);
  const [id] = test.values;
  return <RecordPicker {...bad} type={field.relatesTo!} aria-label={label} value={id ? { id, name: names[id] ?? '' } : null} onChange={(picked) => onChange(picked ? [picked.id] : [])} />;
}
