import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from '../api/list';
import type { ColumnField } from '../fields/field';
import { useOptions } from '../fields/options';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { Button } from '../ui/Button';
import { Checkbox, FormField, Input } from '../ui/Inputs';
import { OptionList } from './OptionList';
import { daysOfTests, emptyTest, single, testsOfDays, valuesOf } from './filters';
import css from './table.module.css';

type Tests = Filters[string];
type EditorProps<Row> = { field: ColumnField<Row>; tests: Tests | undefined; onApply: (tests: Tests | null) => void };

/** The editor that suits the field's type. Enter or the button applies; nothing applies while you type. */
export function FilterEditor<Row>(props: EditorProps<Row>) {
  switch (kindOf(props.field.type).filter) {
    case 'options':
      return props.field.type === 'region' || props.field.type === 'place' ? <RegionsEditor {...props} /> : <OptionsEditor {...props} />;
    case 'days':
    case 'instants':
      return <DaysEditor {...props} />;
    case 'numbers':
      return <NumbersEditor {...props} />;
    default:
      return <ContainsEditor {...props} />;
  }
}

function Editor({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <form
      className={css.editor}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Button type="submit" variant="primary" size="small">{t('action.apply')}</Button>
    </form>
  );
}

function ContainsEditor<Row>({ field, tests, onApply }: EditorProps<Row>) {
  const [text, setText] = useState(tests?.contains ?? tests?.eq ?? '');
  return (
    <Editor onSubmit={() => onApply(single('contains', text.trim()))}>
      <Input aria-label={field.label} value={text} onChange={(event) => setText(event.target.value)} />
    </Editor>
  );
}

function OptionsEditor<Row>({ field, tests, onApply }: EditorProps<Row>) {
  const { t } = useTranslation('common');
  const options = useOptions(field);
  const [values, setValues] = useState(valuesOf(tests));
  const choices = field.type === 'user' ? [{ value: 'me', label: t('state.me') }, ...options] : options;

  const toggle = (value: string) => setValues(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  const result = values.length === 1 ? single('eq', values[0]!) : single('in', values.join(','));
  return (
    <Editor onSubmit={() => onApply(result)}>
      <fieldset className={css.options} aria-label={field.label}>
        {choices.map((option) => (
          <div key={option.value}>
            <Checkbox label={option.label} checked={values.includes(option.value)} onChange={() => toggle(option.value)} />
          </div>
        ))}
      </fieldset>
    </Editor>
  );
}

/** A region stands for all that lies in it. */
function RegionsEditor<Row>({ field, tests, onApply }: EditorProps<Row>) {
  const options = useOptions(field);
  const [values, setValues] = useState(valuesOf(tests));
  return (
    <Editor onSubmit={() => onApply(single('inside', values.join(',')))}>
      <OptionList label={field.label} options={options} values={values} onChange={setValues} />
    </Editor>
  );
}

function DaysEditor<Row>({ field, tests, onApply }: EditorProps<Row>) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const [days, setDays] = useState(() => daysOfTests(tests, format));
  const [empty, setEmpty] = useState(emptyTest(tests) === true);
  const instants = kindOf(field.type).filter === 'instants';
  return (
    <Editor onSubmit={() => onApply(empty ? { isEmpty: 'true' } : testsOfDays(days, instants, format))}>
      <FormField label={t('filter.from')}>
        {(control) => <Input {...control} type="date" disabled={empty} value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />}
      </FormField>
      <FormField label={t('filter.to')}>
        {(control) => <Input {...control} type="date" disabled={empty} min={days.from} value={days.to} onChange={(event) => setDays({ ...days, to: event.target.value })} />}
      </FormField>
      <Checkbox label={t('filter.isEmpty')} checked={empty} onChange={(event) => setEmpty(event.target.checked)} />
    </Editor>
  );
}

function NumbersEditor<Row>({ tests, onApply }: EditorProps<Row>) {
  const { t } = useTranslation('common');
  const [range, setRange] = useState({ gte: tests?.gte ?? '', lte: tests?.lte ?? '' });
  const result = { ...(range.gte && { gte: range.gte }), ...(range.lte && { lte: range.lte }) };
  return (
    <Editor onSubmit={() => onApply(Object.keys(result).length > 0 ? result : null)}>
      <FormField label={t('filter.from')}>
        {(control) => <Input {...control} type="number" step="any" value={range.gte} onChange={(event) => setRange({ ...range, gte: event.target.value })} />}
      </FormField>
      <FormField label={t('filter.to')}>
        {(control) => <Input {...control} type="number" step="any" value={range.lte} onChange={(event) => setRange({ ...range, lte: event.target.value })} />}
      </FormField>
    </Editor>
  );
}
