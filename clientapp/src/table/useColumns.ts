import { useMemo, useState } from 'react';
import { useMe } from '../api/session';
import { fitColumns, readColumns, writeColumns, type Column, type ColumnState } from './columns';

/** Columns as the user left them: on the server where it keeps them, with a copy here so that nothing jumps when the page opens. */
export function useColumns<Row>(id: string, fields: Column<Row>[]) {
  const { id: userId } = useMe();
  const [saved, setSaved] = useState(() => readColumns(userId, id));
  const columns = useMemo(() => fitColumns(saved, fields), [saved, fields]);

  const change = (next: ColumnState) => {
    setSaved(next);
    writeColumns(userId, id, next);
  };
  const reset = () => {
    setSaved(null);
    writeColumns(userId, id, null);
  };
  return { columns, change, reset };
}
