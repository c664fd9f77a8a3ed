import { expect, test } from 'vitest';
import { moved, newPositions } from './order';

const list = (...positions: number[]) => positions.map((position, index) => ({ code: 'abcdef'[index]!, position }));
const changes = (items: { code: string; position: number }[], code: string) => newPositions(items, code).map(({ item, position }) => [item.code, position]);

test('an item that finds room between its new neighbours changes alone', () => {
  expect(changes(moved(list(10, 20, 30, 40), 3, 1), 'd')).toEqual([['d', 15]]);
  expect(changes(moved(list(10, 20, 30), 0, 2), 'a')).toEqual([['a', 40]]);
  expect(changes(moved(list(10, 20, 30), 2, 0), 'c')).toEqual([['c', 4]]);
});

test('where there is no room the whole list is counted anew', () => {
  expect(changes(moved(list(1, 2, 3), 2, 1), 'c')).toEqual([['a', 10], ['c', 20], ['b', 30]]);
  expect(changes(moved(list(0, 5), 1, 0), 'b')).toEqual([['b', 10], ['a', 20]]);
});

test('an item put back where it was changes nothing', () => {
  expect(newPositions(list(10, 20, 30), 'b')).toEqual([]);
});
