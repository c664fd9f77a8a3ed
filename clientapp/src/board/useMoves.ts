import { useState } from 'react';

export type Move<Row> = { row: Row; from: string; to: string; saved: boolean };

/** Cards on their way: shown where they were dropped at once, back where they came from when the server refuses. */
export function useMoves<Row extends { id: string }>(send: (row: Row, to: string) => Promise<object>, onRefused: (error: unknown) => void) {
  const [moves, setMoves] = useState<ReadonlyMap<string, Move<Row>>>(new Map());
  const change = (id: string, next: ((before: Move<Row> | undefined) => Move<Row> | undefined)) =>
    setMoves((before) => {
      const after = new Map(before);
      const move = next(before.get(id));
      if (move) after.set(id, move);
      else after.delete(id);
      return after;
    });

  /** True when the card stays where it was put. */
  const move = async (row: Row, from: string, to: string): Promise<Row | null> => {
    if (from === to) return null;
    const before = moves.get(row.id);
    change(row.id, () => ({ row, from, to, saved: false }));
    try {
      const answer = await send(row, to);
      const saved = { ...row, ...Object.fromEntries(Object.entries(answer).filter(([key]) => key in row)) };
      change(row.id, () => ({ row: saved, from, to, saved: true }));
      return saved;
    } catch (error) {
      change(row.id, () => before);
      onRefused(error);
      return null;
    }
  };

  return { moves, move, forget: () => setMoves(new Map()) };
}

/** The cards of a column as they stand now: those that were put here first. `outside`: cards that the list's filter would not show. */
export function cardsOf<Row extends { id: string }>(column: string, rows: Row[], complete: boolean, moves: ReadonlyMap<string, Move<Row>>) {
  const listed = new Set(rows.map((row) => row.id));
  const arrived = [...moves.values()].filter(({ to, row }) => to === column && !listed.has(row.id));
  const staying = rows.flatMap((row) => {
    const move = moves.get(row.id);
    return move && move.to !== column && !isLater(row, move.row) ? [] : [row];
  });
  return {
    cards: [...arrived.map(({ row }) => row), ...staying],
    outside: new Set(complete ? arrived.filter(({ saved }) => saved).map(({ row }) => row.id) : []),
  };
}

/** Somebody changed the card after the move: what the list says counts. */
const isLater = (row: object, moved: object) => 'version' in row && 'version' in moved && Number(row.version) > Number(moved.version);

/** Where cards are dropped; the empty value needs a name too. */
export const dropId = (value: string) => `=${value}`;
export const valueOf = (id: string | number) => String(id).slice(1);
