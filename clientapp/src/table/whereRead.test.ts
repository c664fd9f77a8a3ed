import { beforeEach, expect, test } from 'vitest';
import { beginSession } from '../api/session';
import { anna } from '../test/render';
import { writeWhere, type Where } from './where';
import { filterOf } from './whereApi';
import { stateOf } from './whereRead';

beforeEach(() => beginSession({ accessToken: 'token', expiresIn: 600, user: anna }));

const condition: Where = {
  kind: 'any',
  items: [
    { field: 'rating', op: 'gte', values: ['4'] },
    { field: 'lastContactAt', op: 'olderThan', values: ['30'] },
    { kind: 'all', items: [{ field: 'tags', op: 'hasAll', values: ['VIP', '重点'] }, { field: 'createdAt', op: 'period', values: ['lastQuarter'] }] },
  ],
};

test('what is saved comes back as the chips and the condition that it was', () => {
  const state = { filter: { status: { in: 'active,lost' }, nextFollowUpAt: { isEmpty: 'true' } }, where: writeWhere(condition), sort: '-rating' };
  expect(stateOf(filterOf(state), state.sort, ['status', 'nextFollowUpAt'])).toEqual(state);
});

test('what has no chip on this list becomes a part of the condition', () => {
  expect(stateOf({ field: 'owner.teamId', op: 'eq', value: 't1' }, null, ['status'])).toEqual({ where: 'owner.teamId~is~t1' });
});

test('a filter that the page cannot show is left alone', () => {
  expect(stateOf({ or: [{ field: 'name', op: 'endsWith', value: '公司' }, { field: 'name', op: 'eq', value: '海纳' }] }, null, [])).toBeNull();
});
