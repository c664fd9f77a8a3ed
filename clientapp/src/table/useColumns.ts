import { useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../api/session';
import { fitColumns, readColumns, writeColumns, type Column, type ColumnState } from './columns';
import { columnsOf, columnsToSave, useListSettings } from './listSettings';

const pause = 800;

/** Columns as the user left them: on the server where it keeps them, with a copy here so that nothing jumps when the page opens. */
export function useColumns<Row>(id: string, fields: Column<Row>[], entity?: string) {
  const { id: userId } = useMe();
  const { own, house, save } = useListSettings(entity);
  const [changed, setChanged] = useState<{ state: ColumnState | null } | null>(null);
  const [cached] = useState(() => readColumns(userId, id));
  const timer = useRef(0);
  const waiting = useRef<(() => void) | null>(null);

  const saved = changed ? (changed.state ?? (house && columnsOf(house))) : ((own && columnsOf(own)) ?? (house && columnsOf(house)) ?? cached);
  const columns = useMemo(() => fitColumns(saved, fields), [saved, fields]);

  /** A width that is dragged is written once, when the hand rests or the page is left. */
  const later = (write: () => void) => {
    clearTimeout(timer.current);
    waiting.current = write;
    timer.current = window.setTimeout(() => {
      waiting.current = null;
      write();
    }, pause);
  };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      waiting.current?.();
    },
    [],
  );

  const change = (next: ColumnState) => {
    setChanged({ state: next });
    writeColumns(userId, id, next);
    later(() => void save(columnsToSave(next)));
  };
  const reset = () => {
    setChanged({ state: null });
    writeColumns(userId, id, null);
    later(() => void save({ columns: null, density: null }));
  };
  return { columns, change, reset, house };
}
