import { expect, test } from 'vitest';
import { blankLine, linesOf, totalsOf } from './totals';

const line = (over: Partial<typeof blankLine>) => ({ ...blankLine, text: 'x', ...over });

test('totals add up as the server adds them', () => {
  const lines = [line({ quantity: '3', unitPrice: '100', discountPercent: '10', taxPercent: '13' }), line({ unitPrice: '30.5' })];

  expect(totalsOf(lines, '30')).toEqual({ goods: 300.5, discount: 30, tax: 31.5958, total: 302.0958 });
});

test('what is not a number counts for nothing, and an empty quantity is one', () => {
  expect(totalsOf([line({ unitPrice: 'abc' })], '').total).toBe(0);
  expect(linesOf([line({ quantity: ' ', unitPrice: '2' })])[0]).toMatchObject({ quantity: '1', unitPrice: '2' });
});
