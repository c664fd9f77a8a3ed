import { useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import type { ColumnField, FieldType } from '../fields/field';
import { isEmpty, kindOf } from '../fields/registry';
import { settle, unsettled } from '../fields/settle';
import { FieldError } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import { toast } from '../ui/toast';
import css from './table.module.css';

type CellEditorProps<Row> = {
  field: ColumnField<Row>;
  row: Row;
  /** `seen`: the row as it was when the edit began, whatever has come in since. */
  onSave: (value: unknown, seen: Row) => Promise<Row>;
  /** `step`: Tab goes on to the next cell that can be edited, Shift-Tab to the one before. */
  onClose: (step?: 1 | -1) => void;
};

const slippery: FieldType[] = ['code', 'user', 'yesNo', 'rating', 'region'];

/** A cell while it is edited: Enter, Tab or leaving it saves, Esc does not; a refusal shows here and the value stays. */
export default function CellEditor<Row>({ field, row, onSave, onClose }: CellEditorProps<Row>) {
  const { t } = useTranslation(['common', 'lists']);
  const [seen] = useState(row);
  const before = field.value(seen) ?? null;
  const [value, setValue] = useState<unknown>(before);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string>();
  const { Input } = kindOf(field.type);

  const save = async (step?: 1 | -1) => {
    if (saving) return;
    if ((isEmpty(value) && isEmpty(before)) || JSON.stringify(value) === JSON.stringify(before)) return onClose(step);
    const settled = settle(field.type, value);
    if (settled === undefined) return setError(t(unsettled(field.type)));
    setSaving(true);
    try {
      const saved = await onSave(settled, seen);
      onClose(step);
      // What a slip of the hand can change, one click takes back; who types means it.
      if (slippery.includes(field.type)) toast(t('lists:edited', { field: field.label }), { undo: () => void onSave(before, saved).catch((refusal) => toast(reasonOf(refusal), { tone: 'bad' })) });
    } catch (refusal) {
      setError(reasonOf(refusal));
      setSaving(false);
    }
  };
  const reasonOf = (refusal: unknown) => {
    const problem = refusal instanceof ApiProblem ? refusal : null;
    return problem?.problem.errors?.[0]?.detail ?? problem?.message ?? t('error.offline');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (isEnter(event)) void save();
    else if (event.key === 'Tab') void save(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Focus that moves into a picker's own panel has not left the cell. */
  const leaves = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
    !currentTarget.contains(relatedTarget) && !relatedTarget?.closest('.ant-picker-dropdown, .ant-select-dropdown') && error === undefined;

  return (
    <div className={css.cellEditor} aria-busy={saving} onKeyDown={onKeyDown} onBlur={(event) => leaves(event) && void save()}>
      <Input field={field} value={value} onChange={setValue} autoFocus aria-label={field.label} {...(error && { 'aria-invalid': true as const })} />
      {error && <div className={css.cellError}><FieldError>{error}</FieldError></div>}
    </div>
  );
}
