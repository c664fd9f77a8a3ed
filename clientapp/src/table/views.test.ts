import { expect, test } from 'vitest';
import { changedSearch, laidOut, otherView, shownLayout, shownList, stateToSave, viewSearch, type BuiltInView, type SavedView } from './views';

const builtIn: BuiltInView[] = [
  { id: 'all', label: '全部' },
  { id: 'mine', label: '我负责的', filter: { ownerId: { eq: 'me' } } },
  { id: 'recent', label: '最近联系', sort: '-lastContactAt' },
  { id: 'bin', label: '回收站', deleted: 'only' },
];
const key: SavedView = { id: 'v1', name: '重点客户', state: { filter: { rating: { gte: '4' } }, where: 'any(size~empty*tags~is~VIP)', sort: '-annualRevenue' } };
const show = (search: object, preferred?: string) => shownList(search, builtIn, [key], preferred);
const change = (search: object, next: object, preferred?: string) => changedSearch(show(search, preferred), { ...show(search, preferred).listed, ...next }, builtIn, [key], preferred);

test('an address without a view is the first one, or the one the user prefers', () => {
  expect(show({}).view).toBe('all');
  expect(show({}, 'v1').listed).toEqual(key.state);
  expect(show({ filter: { status: { eq: 'lost' } } }, 'v1')).toMatchObject({ view: 'all', listed: { filter: { status: { eq: 'lost' } } } });
});

test('a view of the product adds its filter unseen, and the user’s own stay on the way to another', () => {
  const shown = show({ view: 'mine', q: '海', filter: { status: { eq: 'active' } } });
  expect(shown).toEqual({ view: 'mine', listed: { q: '海', filter: { status: { eq: 'active' } } }, scope: { ownerId: { eq: 'me' } }, changed: false });
  expect(otherView(shown, 'recent', builtIn, undefined)).toEqual({ view: 'recent', q: '海', filter: { status: { eq: 'active' } } });
  expect(otherView(shown, 'all', builtIn, undefined)).toEqual({ q: '海', filter: { status: { eq: 'active' } } });
});

test('a saved view brings its own filters and takes them along when it is left', () => {
  expect(otherView(show({ filter: { status: { eq: 'active' } } }), 'v1', builtIn, undefined)).toEqual({ view: 'v1' });
  expect(otherView(show({ view: 'v1' }), 'mine', builtIn, undefined)).toEqual({ view: 'mine' });
});

test('a changed view says so, and its address holds all of it, so that a link shows the same', () => {
  const address = change({ view: 'v1' }, { filter: undefined });
  expect(address).toEqual({ view: 'v1', edited: '1', where: key.state.where, sort: '-annualRevenue' });
  expect(show(address)).toMatchObject({ changed: true, listed: { where: key.state.where, sort: '-annualRevenue' } });
  expect(show(address).listed.filter).toBeUndefined();
});

test('a view that is as it was saved again is not changed, and the search text never changes it', () => {
  expect(change({ view: 'v1', edited: '1', sort: 'name' }, { ...key.state, q: '海' })).toEqual({ view: 'v1', q: '海' });
});

test('the order that a view brings is not written into the address', () => {
  expect(show({ view: 'recent' }).listed.sort).toBe('-lastContactAt');
  expect(change({ view: 'recent' }, { filter: { status: { eq: 'lost' } } })).toEqual({ view: 'recent', filter: { status: { eq: 'lost' } } });
  expect(otherView(show({ view: 'recent' }), 'mine', builtIn, undefined)).toEqual({ view: 'mine' });
});

test('whoever prefers another view still reaches the first one', () => {
  expect(otherView(show({}, 'v1'), 'all', builtIn, 'v1')).toEqual({ view: 'all' });
  expect(otherView(show({ view: 'all' }, 'v1'), 'v1', builtIn, 'v1')).toEqual({});
});

test('what is saved from a view of the product holds its filter too', () => {
  expect(stateToSave(show({ view: 'mine', filter: { status: { eq: 'active' } } }))).toEqual({ filter: { ownerId: { eq: 'me' }, status: { eq: 'active' } } });
});

test('links of old lead into the bin, and a view that is gone leads to the first', () => {
  expect(show({ deleted: 'only' }).view).toBe('bin');
  expect(show({ view: 'gone' }).view).toBe('all');
  expect(viewSearch({ view: '<b>', edited: 1 })).toEqual({ edited: '1' });
});

const board = { layout: 'board' as const, layoutField: 'rating' };
const ways = { board: 'status' };

test('a saved view opens as it was saved, and the address says only what is different', () => {
  expect(shownLayout({ view: 'v1' }, board, ways)).toEqual({ layout: 'board', layoutField: 'rating', changed: false });
  expect(shownLayout({ view: 'v1', by: 'industry' }, board, ways)).toEqual({ layout: 'board', layoutField: 'industry', changed: true });
  expect(shownLayout({ view: 'v1', as: 'list' }, board, ways)).toEqual({ layout: 'list', layoutField: null, changed: true });
  expect(shownLayout({}, undefined, ways)).toEqual({ layout: 'list', layoutField: null, changed: false });
  expect(shownLayout({ as: 'board' }, undefined, ways)).toEqual({ layout: 'board', layoutField: 'status', changed: false });
});

test('a way of showing that the page does not have is that of rows', () => {
  expect(shownLayout({ as: 'calendar' }, undefined, ways).layout).toBe('list');
  expect(shownLayout({ view: 'v1' }, { layout: 'calendar', layoutField: 'foundedOn' }, ways)).toEqual({ layout: 'list', layoutField: null, changed: false });
});

test('the same list is shown in another way with all that narrows it', () => {
  const search = { q: '海', sort: '-rating', filter: { status: { eq: 'active' } }, where: 'size~empty' };
  const asBoard = laidOut(search, undefined, ways, 'board', 'industry');
  expect(asBoard).toEqual({ ...search, as: 'board', by: 'industry' });
  expect(laidOut(laidOut(asBoard, undefined, ways, 'list'), undefined, ways, 'board')).toEqual(asBoard); // the columns are remembered
  expect(laidOut({ ...search, as: 'board' }, undefined, ways, 'list')).toEqual(search);

  expect(laidOut({ view: 'v1' }, board, ways, 'list')).toEqual({ view: 'v1', as: 'list' });
  expect(laidOut({ view: 'v1', as: 'list' }, board, ways, 'board')).toEqual({ view: 'v1' });
  expect(laidOut({ view: 'v1' }, board, ways, 'board', 'status')).toEqual({ view: 'v1', by: 'status' });
});
