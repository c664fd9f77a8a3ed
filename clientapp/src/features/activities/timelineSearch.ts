import type { TimelineFilter } from './timeline.queries';

export const recordTabs = ['timeline', 'fields', 'related'] as const;
export type RecordSearch = TimelineFilter & { tab?: (typeof recordTabs)[number] | undefined };

/** For `validateSearch` of a record's page: the tab on narrow screens and the timeline's filter, if they make sense. */
export function recordSearch({ kind, channels, tab }: Record<string, unknown>): RecordSearch {
  const result: RecordSearch = {};
  if (kind === 'interaction' || kind === 'follow_up') result.kind = kind;
  if (typeof channels === 'string' && /^[a-z]+(,[a-z]+)*$/.test(channels)) result.channels = channels;
  const known = recordTabs.find((one) => one === tab);
  if (known) result.tab = known;
  return result;
}
