import { skipToken, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import i18next from 'i18next';
import { api, body } from '../api/client';
import type { Language } from '../i18n/language';
import { useLanguage } from '../i18n/useLanguage';
import type { Option } from '../ui/Inputs';
import type { Field, FieldType } from './field';
import { toneOfColor } from './tones';
import { regionsQuery, type Region } from './regions';

export const codeListsQuery = {
  queryKey: ['code-lists'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/code-lists', { signal })),
  staleTime: 10 * 60_000,
};

export const usersQuery = {
  queryKey: ['users', 'options'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/users', { params: { query: { limit: 200, sort: 'name' } }, signal })),
  staleTime: 10 * 60_000,
};

export const tagsQuery = {
  queryKey: ['tags', 'options'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/tags', { signal })),
  staleTime: 10 * 60_000,
};

/** In the four municipalities the districts stand below a city that is none. */
const isNoCity = (code: string) => /^(11|12|31|50)\d\d00$/.test(code) && !code.endsWith('0000');

const listOf = (regions: Region[], within = ''): Option[] =>
  regions.flatMap(({ code, name, children }) => [{ value: code, label: within + name, ...(within && { inner: true }) }, ...listOf(children, isNoCity(code) ? within : `${within}${name} `)]);

/** What the choices of a type are read from, and how they read: `list` is given what `query` brought, and nothing else. */
type Source<Data> = {
  query: { queryKey: readonly string[]; queryFn: (context: { signal: AbortSignal }) => Promise<Data>; staleTime: number; gcTime?: number };
  list(this: void, data: Data, codeList: string | undefined, language: Language): Option[];
};

/** Every cell of a column asks for the choices, so each list is made once of what was read. */
function source<Data extends object>({ query, list }: Source<Data>): Source<object> {
  const made = new WeakMap<Data, Map<string, Option[]>>();
  const listOnce: Source<Data>['list'] = (data, codeList, language) => {
    if (!made.has(data)) made.set(data, new Map());
    const lists = made.get(data)!;
    const key = `${codeList} ${language}`;
    if (!lists.has(key)) lists.set(key, list(data, codeList, language));
    return lists.get(key)!;
  };
  return { query, list: listOnce };
}

const places = source({ query: regionsQuery, list: ({ data }) => listOf(data) });
const sources: Partial<Record<FieldType, Source<object>>> = {
  code: source({
    query: codeListsQuery,
    list: ({ data }, codeList, language) =>
      (data.find((list) => list.key === codeList)?.items ?? []).map((item) => ({ value: item.code, label: language === 'en' ? item.labelEn : item.labelZh, disabled: !item.active, ...(item.color && { tone: toneOfColor(item.color) }) })),
  }),
  user: source({ query: usersQuery, list: ({ data }) => data.map((user) => ({ value: user.id, label: user.name, disabled: !user.active })) }),
  tags: source({ query: tagsQuery, list: ({ data }) => data.map((tag) => ({ value: tag.name, label: tag.name })) }),
  region: places,
  place: places,
};

const none: Option[] = [];
const nothing: UseQueryOptions<object> = { queryKey: ['no-choices'], queryFn: skipToken };

/** The choices of a field: its own, or those of its code list, the users, the tags, the places. Inactive codes stay readable. */
export function useOptions(field: Pick<Field, 'type' | 'codeList' | 'options'>): Option[] {
  const language = useLanguage();
  const from = field.options ? undefined : sources[field.type];
  const asks = from !== undefined && (field.type !== 'code' || field.codeList !== undefined);
  const { data } = useQuery<object>(asks ? from.query : nothing);

  if (field.options) return field.options;
  if (from) return data ? from.list(data, field.codeList, language) : none;
  if (field.type === 'yesNo') return [{ value: 'true', label: i18next.t('common:state.yes') }, { value: 'false', label: i18next.t('common:state.no') }];
  if (field.type === 'rating') return [1, 2, 3, 4, 5].map((count) => ({ value: String(count), label: i18next.t('common:rating', { count }) }));
  return none;
}
