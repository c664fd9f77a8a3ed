import type { FormErrors } from '../../fields/useForm';
import AddedInputs from './AddedInputs';
import { useAdded, useMarks, type Values } from './useAdded';

type AddedPartProps = {
  entity: string;
  /** The record as it would be, for the rules that look at it. */
  record: object;
  /** What a record that is changed has already; without it the record is new. */
  known?: Values | null | undefined;
  /** What was entered. */
  values: Values;
  errors: FormErrors;
  onChange: (values: Values) => void;
};

/** The added fields of a kind, in a form that knows nothing else of them. */
export default function AddedPart({ entity, record, known, values, errors, onChange }: AddedPartProps) {
  const added = useAdded(entity);
  const all = known ? { ...Object.fromEntries(added.map(({ name }) => [name, known[name] ?? null])), ...values } : values;
  const marks = useMarks(entity, { ...record, custom: all });
  const keep = (next: Values) => onChange(Object.fromEntries(Object.entries(next).filter(([name, value]) => Object.hasOwn(values, name) || value !== all[name])));
  return <AddedInputs added={added} values={all} errors={errors} marks={marks} onChange={keep} />;
}
