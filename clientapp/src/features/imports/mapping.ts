import type { ColumnMapping, ImportMapping, ImportPreview, PreviewColumn, PreviewTarget } from './imports.queries';

/** What a column becomes: a field, a new field (for whoever may add one), or nothing. */
export const ignored = '';
export const newField = '+';
/** Before the name of the system whose id it is. */
export const externalId = 'externalRef:';

export const choiceOf = (column: ColumnMapping | undefined) => (column?.newField ? newField : (column?.field ?? ignored));

export const mappingOf = (mapping: ImportMapping, name: string) => mapping.columns.find((column) => column.column === name);

/** The same mapping with one column filling something else; what was said about the old target goes with it. */
export function withTarget(mapping: ImportMapping, column: PreviewColumn, choice: string): ImportMapping {
  const rest = mapping.columns.filter((other) => other.column !== column.name);
  if (choice === ignored) return { ...mapping, columns: rest };
  const base: ColumnMapping = { column: column.name, field: null, newField: null, dayFormat: null, currency: null, by: null, values: null, addValues: null };
  const next = choice === newField ? { ...base, newField: column.newField ?? { label: column.name, type: 'text' } } : { ...base, field: choice };
  return { ...mapping, columns: [...rest, next] };
}

export function withColumn(mapping: ImportMapping, name: string, changes: Partial<ColumnMapping>): ImportMapping {
  return { ...mapping, columns: mapping.columns.map((column) => (column.column === name ? { ...column, ...changes } : column)) };
}

/** What becomes of a value that stands for nothing known, unless it is one that is there: its rows fail, it counts as empty, or its list gets it. */
export const failing = '';
export const emptied = '-';
export const added = '+';

export function meaningOf(column: ColumnMapping | undefined, value: string): string {
  if (column?.addValues?.includes(value)) return added;
  const meanings: Record<string, string | null> = column?.values ?? {};
  return value in meanings ? (meanings[value] ?? emptied) : failing;
}

export function withMeaning(mapping: ImportMapping, name: string, value: string, choice: string): ImportMapping {
  const before = mappingOf(mapping, name);
  const values: Record<string, string | null> = { ...before?.values };
  const addValues = (before?.addValues ?? []).filter((other) => other !== value);
  delete values[value];
  if (choice === added) addValues.push(value);
  else if (choice !== failing) values[value] = choice === emptied ? null : choice;
  return withColumn(mapping, name, { values: values as ColumnMapping['values'], addValues });
}

/** Two columns cannot fill one field, unless it takes several. */
export function doubles(mapping: ImportMapping, targets: PreviewTarget[]): string[] {
  const single = new Set(targets.filter((target) => !target.takesSeveral).map((target) => target.key));
  const seen = new Map<string, number>();
  for (const { field } of mapping.columns) if (field && single.has(field)) seen.set(field, (seen.get(field) ?? 0) + 1);
  return [...seen].filter(([, times]) => times > 1).map(([field]) => field);
}

/** Whether a column brings a field, or a part of it. */
export const fills = (mapping: ImportMapping, key: string) => mapping.columns.some(({ field }) => field === key || field?.startsWith(`${key}.`));

/** What a new record cannot be without and no column brings. Choices mostly have a usual word; where one has none, the check says so row by row. */
export const missing = (mapping: ImportMapping, targets: PreviewTarget[]): PreviewTarget[] =>
  targets.filter((target) => target.required && target.type !== 'choice' && !target.onlyFinds && !fills(mapping, target.key) && !mapping.defaults?.[target.key]);

export const unknowns = (preview: ImportPreview, mapping: ImportMapping) =>
  preview.columns.flatMap((column) => {
    const mapped = mappingOf(mapping, column.name);
    if (!mapped?.field || mapped.field !== column.field) return [];
    return column.unknownValues.filter((value) => meaningOf(mapped, value) === failing).map((value) => ({ column: column.name, value }));
  });
