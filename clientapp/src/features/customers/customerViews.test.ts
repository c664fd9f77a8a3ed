import { expect, test } from 'vitest';
import { switchView, viewOf } from './customerViews';

test('another view keeps the text, the order and the filters of the user', () => {
  const mine = { q: '海', sort: '-rating', filter: { ownerId: { eq: 'me' }, status: { in: 'lead,active' } } };

  expect(switchView(mine, 'noNextStep')).toEqual({ q: '海', sort: '-rating', filter: { status: { in: 'lead,active' }, nextFollowUpAt: { isEmpty: 'true' } } });
  expect(switchView(mine, 'bin')).toEqual({ q: '海', sort: '-rating', filter: { status: { in: 'lead,active' } }, deleted: 'only' });
});

test('a view is read from the address', () => {
  expect(viewOf({})).toBe('all');
  expect(viewOf({ filter: { ownerId: { eq: 'me' } } })).toBe('mine');
  expect(viewOf({ deleted: 'only', filter: { ownerId: { eq: 'me' } } })).toBe('bin');
});
