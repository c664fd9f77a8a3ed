import type { Language } from '../i18n/language';

export type Money = { amount: string; currency: string };
export type Formatter = ReturnType<typeof createFormatter>;

const day = 86_400_000;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * day], ['month', 30 * day], ['week', 7 * day], ['day', day],
];
const clockUnits: [Intl.RelativeTimeFormatUnit, number][] = [['hour', 3_600_000], ['minute', 60_000]];

/** Making one of the browser's formats takes far longer than using it, so each is made once, when it is first needed. */
const made = new Map<string, unknown>();
function kept<Value>(key: unknown[], make: () => Value): Value {
  const name = JSON.stringify(key);
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as Value;
}
const dateFormat = (language: string, options: Intl.DateTimeFormatOptions) => kept(['date', language, options], () => new Intl.DateTimeFormat(language, options));
const numberFormat = (language: Language, options: Intl.NumberFormatOptions = {}) => kept(['number', language, options], () => new Intl.NumberFormat(language, options));

/** The formatter of a language and a time zone; every cell of a table asks for it. */
export const formatterOf = (language: Language, timeZone: string): Formatter => kept(['formatter', language, timeZone], () => createFormatter(language, timeZone));

/** Everything the page shows as number, money or time, in the user's language and time zone. */
export function createFormatter(language: Language, timeZone: string, now: () => Date = () => new Date()) {
  const chinese = language === 'zh-CN';
  const dayParts = { year: 'numeric', month: chinese ? '2-digit' : 'short', day: chinese ? '2-digit' : 'numeric' } as const;
  const clockParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

  /** The calendar day of an instant in the user's zone, as the API writes days: `2026-12-01`. */
  const dayOf = (instant: string | Date) => dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));
  const daysFromToday = (date: string) => (Date.parse(date) - Date.parse(dayOf(now()))) / day;
  const relativeTo = (value: number, unit: Intl.RelativeTimeFormatUnit) => spaced(kept(['relative', language], () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' })).format(value, unit));

  function atMinute(date: string, minute: number): string {
    const utc = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
    // Twice, because the offset at that time in UTC may differ from the one at local time.
    const near = utc - offsetAt(utc, timeZone);
    return new Date(utc - offsetAt(near, timeZone)).toISOString();
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
    date: (value: string) => dateFormat(language, { timeZone: 'UTC', ...dayParts }).format(new Date(`${value.slice(0, 10)}T00:00:00Z`)),
    instant: (value: string) => dateFormat(language, { timeZone, ...dayParts, ...clockParts }).format(new Date(value)),
    /** "09:30" on the user's clock. */
    time: (value: string) => dateFormat(language, { timeZone, ...clockParts }).format(new Date(value)),
    /** "周一" and "11月16日" of a calendar day. */
    weekday: (date: string) => dateFormat(language, { timeZone: 'UTC', weekday: 'short' }).format(new Date(`${date}T00:00:00Z`)),
    shortDate: (date: string) => dateFormat(language, { timeZone: 'UTC', month: chinese ? 'long' : 'short', day: 'numeric' }).format(new Date(`${date}T00:00:00Z`)),
    dayOfInstant: (value: string) => dateFormat(language, { timeZone, ...dayParts }).format(new Date(value)),

    /** "3 天前": by calendar days, by hours and minutes within the same day. */
    relative(value: string): string {
      if (!value.includes('T')) return relativeDays(daysFromToday(value));
      const days = daysFromToday(dayOf(value));
      if (days !== 0) return relativeDays(days);

      const distance = Date.parse(value) - now().getTime();
      const unit = clockUnits.find(([, size]) => Math.abs(distance) >= size);
      return unit ? relativeTo(Math.trunc(distance / unit[1]), unit[0]) : relativeTo(0, 'minute');
    },

    number: (value: number) => numberFormat(language).format(value),
    percent: (value: number) => numberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(value / 100),

    /** Ten thousands and hundred millions in Chinese, thousands in English. */
    short: (value: number) =>
      numberFormat(language, chinese && Math.abs(value) >= 10_000 ? { notation: 'compact', maximumFractionDigits: 2 } : {}).format(value),

    money: ({ amount, currency }: Money) => currencyFormat(language, currency).format(amount as Intl.StringNumericLiteral),
    shortMoney: ({ amount, currency }: Money) =>
      currencyFormat(language, currency, chinese && Math.abs(Number(amount)) >= 10_000).format(amount as Intl.StringNumericLiteral),

    phone,
  };
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(instant);
  const get = (type: string) => parts.find((part) => part.type === type)!.value;
  return Date.parse(`${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}:${get('second')}Z`) - Math.floor(instant / 1000) * 1000;
}

function currencyFormat(language: Language, currency: string, compact = false) {
  return numberFormat(language, {
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
