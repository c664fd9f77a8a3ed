import { useQueryClient, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import type { Page } from '../api/list';
import { changesOf, withChanges } from '../fields/added';
import type { ColumnField } from '../fields/field';

/** Saves one cell: painted at once, painted back when refused; the record that comes back replaces the row. */
export function useCellEdit<Row extends { id: string }>(queryKey: QueryKey, onEdit: ((row: Row, changes: Partial<Row>) => Promise<object>) | undefined) {
  const client = useQueryClient();
  if (!onEdit) return undefined;

  const paint = (id: string, values: object) =>
    client.setQueriesData<InfiniteData<Page<Row>>>({ queryKey, predicate: ({ state }) => 'pages' in ((state.data as object | undefined) ?? {}) }, (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.map((row) => (row.id === id ? repaint(row, values) : row)) })) },
    );

  return async (row: Row, field: ColumnField<Row>, value: unknown): Promise<Row> => {
    const changes = (field.changes?.(value as never) ?? changesOf(field.key, value)) as Partial<Row>;
    paint(row.id, changes);
    try {
      const saved = await onEdit(row, changes);
      paint(row.id, saved);
      return { ...row, ...changes, ...saved };
    } catch (refusal) {
      paint(row.id, row);
      throw refusal;
    }
  };
}

/** Only what a row shows; a whole record brings more. */
const repaint = <Row extends object>(row: Row, values: object): Row =>
  withChanges(row, Object.fromEntries(Object.entries(values).filter(([key]) => key in row)));
