import { describe, expect, test } from 'vitest';
import { createFormatter } from './format';

const now = () => new Date('2026-11-21T02:00:00Z'); // 10:00 in Shanghai
const zh = createFormatter('zh-CN', 'Asia/Shanghai', now);
const en = createFormatter('en', 'Asia/Shanghai', now);
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('relative times', () => {
  test.each([
    ['2026-11-18', '3 天前', '3 days ago'],
    ['2026-11-21', '今天', 'today'],
    ['2026-11-20T17:00:00Z', '9 小时前', '9 hours ago'],
    ['2026-11-20T15:00:00Z', '昨天', 'yesterday'],
    ['2026-11-22T02:00:00Z', '明天', 'tomorrow'],
    ['2026-09-10', '2 个月前', '2 months ago'],
  ])('%s is %s', (value, chinese, english) => {
    expect(zh.relative(value)).toBe(chinese);
    expect(en.relative(value)).toBe(english);
  });
});

test('a calendar day is never shifted, an instant is shown in the user’s zone', () => {
  expect(zh.date('2026-12-01')).toBe('2026/12/01');
  expect(zh.instant('2026-11-20T17:00:00Z')).toBe('2026/11/21 01:00');
});

test('a day begins at local midnight, on the day the clocks change too', () => {
  expect(zh.startOfDay('2026-11-21')).toBe('2026-11-20T16:00:00.000Z');
  expect(createFormatter('en', 'Europe/Berlin').startOfDay('2026-10-25')).toBe('2026-10-24T22:00:00.000Z');
  expect(createFormatter('en', 'Europe/Berlin').startOfDay('2026-10-26')).toBe('2026-10-25T23:00:00.000Z');
});

test('the user’s clock and back, on the day the clocks change too', () => {
  const berlin = createFormatter('en', 'Europe/Berlin');
  expect(zh.minuteOf('2026-11-20T17:30:00Z')).toBe(90);
  expect(berlin.atMinute('2026-10-25', 9 * 60)).toBe('2026-10-25T08:00:00.000Z');
  expect(berlin.minuteOf('2026-10-25T08:00:00Z')).toBe(9 * 60);
  expect(zh.time('2026-11-20T17:30:00Z')).toBe('01:30');
  expect([zh.weekday('2026-11-16'), zh.shortDate('2026-11-16')]).toEqual(['周一', '11月16日']);
});

test('large figures are 万 and 亿 in Chinese, thousands in English', () => {
  expect(zh.short(128_000)).toBe('12.8万');
  expect(zh.short(340_000_000)).toBe('3.4亿');
  expect(en.short(128_000)).toBe('128,000');
  expect(plain(zh.shortMoney({ amount: '128000.00', currency: 'CNY' }))).toBe('¥12.8万');
  expect(plain(zh.money({ amount: '9007199254740993.25', currency: 'CNY' }))).toBe('¥9,007,199,254,740,993.25');
});

test('mobile numbers are grouped, others stay as entered', () => {
  expect(zh.phone('+8613812345678')).toBe('138 1234 5678');
  expect(zh.phone('0532-88886666')).toBe('0532-88886666');
});
