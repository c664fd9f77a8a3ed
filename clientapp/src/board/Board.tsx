import { closestCenter, DndContext, DragOverlay, KeyboardSensor, MouseSensor, pointerWithin, TouchSensor, useSensor, useSensors, type CollisionDetection, type DragEndEvent, type DragStartEvent, type KeyboardCoordinateGetter } from '@dnd-kit/core';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../api/list';
import { ApiProblem } from '../api/problem';
import { useMe } from '../api/session';
import type { Money } from '../format/format';
import type { FetchPage } from '../table/useRows';
import { toast } from '../ui/toast';
import css from './board.module.css';
import { BoardCard } from './BoardCard';
import { BoardColumn } from './BoardColumn';
import { useMoves, valueOf } from './useMoves';

/** A column: one value of the field, `''` for no value. */
export type BoardValue = { value: string; label: ReactNode; name: string };
export type BoardTotals = Record<string, { count: number; sums: Money[] }>;

export type BoardProps<Row extends { id: string }> = {
  /** Names the user's folded columns. */
  id: string;
  label: string;
  values: BoardValue[];
  totals: BoardTotals | undefined;
  queryKey: QueryKey;
  /** The rows of one column. */
  fetchColumn: (value: string) => FetchPage<Row>;
  search: ListSearch;
  name: (row: Row) => string;
  link: (row: Row) => LinkProps;
  card: (row: Row) => ReactNode;
  /** Writes the field; rejects with the ApiProblem of the refusal. Without it nothing can be moved. */
  onMove: ((row: Row, value: string) => Promise<object>) | undefined;
  /** Why a card cannot be moved. */
  locked?: (row: Row) => string | undefined;
};

/** Records as cards in the columns of one field, with the same filter as the list. Moved by mouse, finger, keys or menu. */
export function Board<Row extends { id: string }>(props: BoardProps<Row>) {
  const { id, label, values, totals, queryKey, fetchColumn, search, name, onMove } = props;
  const { t } = useTranslation('board');
  const client = useQueryClient();
  const { id: userId } = useMe();
  const [folded, setFolded] = useFolded(`crm.board.${userId}.${id}`);
  const [dragged, setDragged] = useState<{ row: Row; from: string } | null>(null);

  const refused = (error: unknown) => toast(t('refused', { reason: error instanceof ApiProblem ? error.message : t('offline') }), { tone: 'bad' });
  const { moves, move } = useMoves<Row>((row, to) => onMove!(row, to), refused);
  const nameOf = (value: string) => values.find((column) => column.value === value)?.name ?? value;

  const put = async (row: Row, from: string, to: string) => {
    const saved = await move(row, from, to);
    if (!saved) return;
    toast(t('moved', { name: name(row), to: nameOf(to) }), { undo: () => void put(saved, to, from) });
    await client.invalidateQueries({ queryKey });
  };

  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A finger that moves at once scrolls.
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextColumn }),
  );
  const start = ({ active }: DragStartEvent) => setDragged(active.data.current as { row: Row; from: string });
  const end = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const { row, from } = active.data.current as { row: Row; from: string };
    if (over) void put(row, from, valueOf(over.id));
  };
  const say = {
    onDragStart: ({ active }: { active: { data: { current?: object | undefined } } }) => t('say.start', { name: name((active.data.current as { row: Row }).row) }),
    onDragOver: ({ over }: { over: { id: string | number } | null }) => (over ? t('say.over', { column: nameOf(valueOf(over.id)) }) : undefined),
    onDragEnd: ({ over }: { over: { id: string | number } | null }) => (over ? t('say.end', { column: nameOf(valueOf(over.id)) }) : t('say.cancel')),
    onDragCancel: () => t('say.cancel'),
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collide}
      accessibility={{ announcements: say, screenReaderInstructions: { draggable: t('say.help') } }}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={() => setDragged(null)}
    >
      <div className={css.board} role="group" aria-label={label} data-dragging={dragged !== null}>
        {values.map((column) => (
          <BoardColumn
            key={column.value}
            column={column}
            total={totals?.[column.value]}
            folded={folded.includes(column.value)}
            onFold={() => setFolded(folded.includes(column.value) ? folded.filter((value) => value !== column.value) : [...folded, column.value])}
            queryKey={[...queryKey, 'column', column.value]}
            fetchPage={fetchColumn(column.value)}
            search={search}
            moves={moves}
            card={(row, outside) => <BoardCard {...props} row={row} from={column.value} outside={outside} onPut={(to) => void put(row, column.value, to)} />}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{dragged && <BoardCard {...props} row={dragged.row} from={dragged.from} outside={false} lifted />}</DragOverlay>
    </DndContext>
  );
}

function useFolded(key: string) {
  const [folded, setFolded] = useState<string[]>(() => (localStorage.getItem(key) ?? '').split(',').filter(Boolean));
  const save = (next: string[]) => {
    setFolded(next);
    localStorage.setItem(key, next.join(','));
  };
  return [folded, save] as const;
}

/** The column under the pointer; with the keyboard there is none, then the nearest. */
const collide: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : closestCenter(args));

/** Left and right go from column to column. */
const toNextColumn: KeyboardCoordinateGetter = (event, { context }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return undefined;
  event.preventDefault();
  const columns = [...context.droppableRects.entries()].toSorted(([, left], [, right]) => left.left - right.left);
  const middle = context.collisionRect ? context.collisionRect.left + context.collisionRect.width / 2 : 0;
  const at = columns.findIndex(([id]) => id === context.over?.id);
  const here = at >= 0 ? at : columns.findIndex(([, rect]) => rect.left <= middle && middle <= rect.right);
  const next = columns[here + step];
  return next && { x: next[1].left, y: next[1].top + 48 };
};
