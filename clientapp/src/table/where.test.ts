import { expect, test } from 'vitest';
import { readWhere, simplify, testsOf, writeWhere, type Where } from './where';

const condition: Where = {
  kind: 'all',
  items: [
    { field: 'ownerId', op: 'is', values: ['me'] },
    { kind: 'any', items: [{ field: 'tags', op: 'is', values: ['重点~客户', "O'Neil (2)*"] }, { kind: 'none', items: [{ field: 'rating', op: 'lt', values: ['3'] }] }] },
  ],
};

test('a condition goes into the address and comes back as it was', () => {
  expect(readWhere(writeWhere(condition))).toEqual(condition);
  expect(writeWhere({ kind: 'any', items: [{ field: 'rating', op: 'gte', values: ['4'] }, { field: 'size', op: 'empty', values: [] }] })).toBe('any(rating~gte~4*size~empty)');
});

test('the address leaves a condition readable', () => {
  const text = writeWhere({ kind: 'any', items: [{ field: 'rating', op: 'gte', values: ['4'] }] });
  expect(encodeURIComponent(text)).toBe(text);
});

test.each(['', 'any(', 'any(x)', 'x~like~1', 'all(all(all(all(a~empty))))', 'a~empty)'])('a damaged condition is none: %s', (text) => {
  expect(readWhere(text)).toBeNull();
});

test('empty groups and groups of one fall away, but not a negation', () => {
  expect(simplify({ kind: 'all', items: [{ kind: 'any', items: [] }] })).toBeNull();
  expect(simplify({ kind: 'all', items: [{ kind: 'any', items: [{ field: 'a', op: 'empty', values: [] }] }] })).toEqual({ field: 'a', op: 'empty', values: [] });
  expect(simplify({ kind: 'none', items: [{ field: 'a', op: 'empty', values: [] }] })).toEqual({ kind: 'none', items: [{ field: 'a', op: 'empty', values: [] }] });
  expect(testsOf(condition)).toHaveLength(3);
});
