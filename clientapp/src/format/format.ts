import type { Language } from '../i18n/language';

export type Money = { amount: string; currency: string };
export type Formatter = ReturnType<typeof createFormatter>;

const day = 86_400_000;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * day], ['month', 30 * day], ['week', 7 * day], ['day', day],
];
const clockUnits: [Intl.RelativeTimeFormatUnit, number][] = [['hour', 3_600_000], ['minute', 60_000]];

/** Everything the page shows as number, money or time, in the user's language and time zone. */
export function createFormatter(language: Language, timeZone: string, now: () => Date = () => new Date()) {
  const chinese = language === 'zh-CN';
  const relativeFormat = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const dayFormat = new Intl.DateTimeFormat(language, { timeZone, year: 'numeric', month: chinese ? '2-digit' : 'short', day: chinese ? '2-digit' : 'numeric' });
  const instantFormat = new Intl.DateTimeFormat(language, { timeZone, year: 'numeric', month: chinese ? '2-digit' : 'short', day: chinese ? '2-digit' : 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const calendarFormat = new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: chinese ? '2-digit' : 'short', day: chinese ? '2-digit' : 'numeric' });
  const timeFormat = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekdayFormat = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short' });
  const shortDateFormat = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: chinese ? 'long' : 'short', day: 'numeric' });
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

  /** The calendar day of an instant in the user's zone, as the API writes days: `2026-12-01`. */
  const dayOf = (instant: string | Date) => isoDay.format(new Date(instant));
  const daysFromToday = (date: string) => (Date.parse(date) - Date.parse(dayOf(now()))) / day;
  const relativeTo = (value: number, unit: Intl.RelativeTimeFormatUnit) => spaced(relativeFormat.format(value, unit));

  function atMinute(date: string, minute: number): string {
    const utc = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
    // Twice, because the offset at that time in UTC may differ from the one at local time.
    const once = utc - offsetAt(utc, timeZone);
    return new Date(utc - offsetAt(once, timeZone)).toISOString();
  }

  function minuteOf(instant: string): number {
    const at = Date.parse(instant);
    return Math.floor(((at + offsetAt(at, timeZone)) % day) / 60_000);
  }

  function relativeDays(days: number): string {
    const [unit, size] = units.find(([, size]) => Math.abs(days) * day >= size) ?? ['day', day];
    return relativeTo(Math.trunc((days * day) / size), unit);
  }

  return {
    language,
    timeZone,
    dayOf,
    /** The calendar day that it is for the user. */
    today: () => dayOf(now()),

    /** The instant at which a calendar day begins for the user. */
    startOfDay: (date: string) => atMinute(date, 0),
    /** The instant at which the user's clock shows this many minutes after midnight. */
    atMinute,
    /** How many minutes after midnight the user's clock shows. */
    minuteNow: () => minuteOf(now().toISOString()),
    minuteOf,

    /** A calendar day, never shifted by a time zone. */
    date: (value: string) => calendarFormat.format(new Date(`${value.slice(0, 10)}T00:00:00Z`)),
    instant: (value: string) => instantFormat.format(new Date(value)),
    /** "09:30" on the user's clock. */
    time: (value: string) => timeFormat.format(new Date(value)),
    /** "周一" and "11月16日" of a calendar day. */
    weekday: (date: string) => weekdayFormat.format(new Date(`${date}T00:00:00Z`)),
    shortDate: (date: string) => shortDateFormat.format(new Date(`${date}T00:00:00Z`)),
    dayOfInstant: (value: string) => dayFormat.format(new Date(value)),

    /** "3 天前": by calendar days, by hours and minutes within the same day. */
    relative(value: string): string {
      if (!value.includes('T')) return relativeDays(daysFromToday(value));
      const days = daysFromToday(dayOf(value));
      if (days !== 0) return relativeDays(days);

      const distance = Date.parse(value) - now().getTime();
      const clock = clockUnits.find(([, size]) => Math.abs(distance) >= size);
      return clock ? relativeTo(Math.trunc(distance / clock[1]), clock[0]) : relativeTo(0, 'minute');
    },

    number: (value: number) => new Intl.NumberFormat(language).format(value),
    percent: (value: number) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(value / 100),

    /** Ten thousands and hundred millions in Chinese, thousands in English. */
    short: (value: number) =>
      new Intl.NumberFormat(language, chinese && Math.abs(value) >= 10_000 ? { notation: 'compact', maximumFractionDigits: 2 } : {}).format(value),

    money: ({ amount, currency }: Money) => currencyFormat(language, currency).format(amount as Intl.StringNumericLiteral),
    shortMoney: ({ amount, currency }: Money) =>
      currencyFormat(language, currency, chinese && Math.abs(Number(amount)) >= 10_000).format(amount as Intl.StringNumericLiteral),

    phone,
  };
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(instant);
  const get = (type: string) => parts.find((part) => part.type === type)!.value;
  return Date.parse(`${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}:${get('second')}Z`) - Math.floor(instant / 1000) * 1000;
}

function currencyFormat(language: Language, currency: string, compact = false) {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(compact ? { notation: 'compact' as const, minimumFractionDigits: 0, maximumFractionDigits: 2 } : {}),
  });
}

/** Chinese mobile numbers in the groups people read aloud; anything else as it was entered. */
export function phone(value: string): string {
  const mobile = /^(?:\+?86)?(1[3-9]\d)(\d{4})(\d{4})$/.exec(value.replace(/[\s-]/g, ''));
  return mobile ? `${mobile[1]} ${mobile[2]} ${mobile[3]}` : value;
}

/** A space between a figure and the Chinese word that follows it. */
const spaced = (text: string) => text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
