/** Only what the user changed goes out, so that others' work on the rest stays. */
export function touched<R extends object>(input: object, row: R): Partial<R> {
  const before = row as Record<string, unknown>;
  return Object.fromEntries(Object.entries(input).filter(([key, value]) => (value ?? null) !== (before[key] ?? null))) as Partial<R>;
}
