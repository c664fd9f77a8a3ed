/** Fields that an administrator added are members of `custom`; everywhere else they are called `custom.{key}`. */
const prefix = 'custom.';

type Values = Record<string, unknown>;

const valuesOf = (record: object): Values => (record as { custom?: Values | null }).custom ?? {};

/** A member of a record by the key of its field. */
export const memberOf = (record: object, key: string): unknown => (key.startsWith(prefix) ? valuesOf(record)[key.slice(prefix.length)] : (record as Values)[key]);

/** A change of one field, as it is sent: a patch merges into what the record has. */
export const changesOf = (key: string, value: unknown): Values => (key.startsWith(prefix) ? { custom: { [key.slice(prefix.length)]: value } } : { [key]: value });

/** A record with each added field as a member of its own, so that two people who change two of them do not meet. */
export function flat({ custom, ...own }: Values): Values {
  return { ...own, ...Object.fromEntries(Object.entries((custom as Values | null | undefined) ?? {}).map(([key, value]) => [prefix + key, value])) };
}

/** The way back from `flat`. */
export function nested(values: Values): Values {
  const entries = Object.entries(values);
  const added = entries.filter(([key]) => key.startsWith(prefix));
  if (added.length === 0) return values;
  return { ...Object.fromEntries(entries.filter(([key]) => !key.startsWith(prefix))), custom: Object.fromEntries(added.map(([key, value]) => [key.slice(prefix.length), value])) };
}

/** A record with changes as they are sent. */
export const withChanges = <R extends object>(record: R, changes: object): R =>
  'custom' in changes ? { ...record, ...changes, custom: { ...valuesOf(record), ...valuesOf(changes) } } : { ...record, ...changes };
