import { expect, test } from 'vitest';
import { cardsOf, type Move } from './useMoves';

type Row = { id: string; version: number };
const row = (id: string, version = 1): Row => ({ id, version });
const moves = (...list: Move<Row>[]) => new Map(list.map((move) => [move.row.id, move]));

test('a card that is on its way stands in its new column and not in its old one', () => {
  const moving = moves({ row: row('a'), from: 'new', to: 'won', saved: false });
  expect(cardsOf('new', [row('a'), row('b')], true, moving).cards.map(({ id }) => id)).toEqual(['b']);
  expect(cardsOf('won', [row('c')], true, moving).cards.map(({ id }) => id)).toEqual(['a', 'c']);
});

test('a card is never there twice once the list knows of the move', () => {
  const moved = moves({ row: row('a', 2), from: 'new', to: 'won', saved: true });
  expect(cardsOf('won', [row('a', 2)], true, moved).cards).toHaveLength(1);
});

test('a card that the filter would hide stays and is marked, unless more cards are still to come', () => {
  const moved = moves({ row: row('a', 2), from: 'new', to: 'won', saved: true });
  expect(cardsOf('won', [], true, moved).outside.has('a')).toBe(true);
  expect(cardsOf('won', [], false, moved).outside.has('a')).toBe(false);
});

test('what a colleague did later counts', () => {
  const moved = moves({ row: row('a', 2), from: 'new', to: 'won', saved: true });
  expect(cardsOf('new', [row('a', 3)], true, moved).cards).toHaveLength(1);
});
