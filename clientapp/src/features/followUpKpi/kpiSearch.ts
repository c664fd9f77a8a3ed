export const groupings = ['tier', 'team', 'manager'] as const;
export const orderDayChoices = ['14', '30', '60', '90', '180'] as const;
export const lateDayChoices = ['1', '3', '7', '14'] as const;
export const spans = ['30', '90', '180', '365'] as const;

/** What is asked, as the address says it: the last days, or two days; by what; and how the effect is looked for. */
export type KpiSearch = { days?: (typeof spans)[number]; from?: string; to?: string; by?: 'team' | 'manager'; order?: string; late?: string };

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const among = <T extends string>(value: unknown, words: readonly T[]) => words.find((word) => word === String(value));

export function kpiSearch(search: Record<string, unknown>): KpiSearch {
  const [days, by, order, late] = [among(search['days'], spans), among(search['by'], ['team', 'manager'] as const), among(search['order'], orderDayChoices), among(search['late'], lateDayChoices)];
  return {
    ...(isDay(search['from']) && { from: search['from'] }),
    ...(isDay(search['to']) && { to: search['to'] }),
    ...(days && days !== '90' && { days }),
    ...(by && { by }),
    ...(order && order !== '30' && { order }),
    ...(late && late !== '7' && { late }),
  };
}
