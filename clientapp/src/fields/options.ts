import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import type { Option } from '../ui/Inputs';
import type { Field } from './field';
import { toneOfColor } from './tones';
import { useRegions, type Region } from './regions';

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

let known: { regions: Region[]; options: Option[] } = { regions: [], options: [] };

/** Every place, under the names of those that it lies in; some thousand, and so listed once. */
function places(regions: Region[]): Option[] {
  if (known.regions !== regions) known = { regions, options: listOf(regions) };
  return known.options;
}

/** The choices of a field: its own, or those of its code list, the users, the tags. Inactive codes stay readable. */
export function useOptions(field: Pick<Field, 'type' | 'codeList' | 'options'>): Option[] {
  const { t, i18n } = useTranslation('common');
  const codeLists = useQuery({ ...codeListsQuery, enabled: field.type === 'code' && Boolean(field.codeList) });
  const users = useQuery({ ...usersQuery, enabled: field.type === 'user' && !field.options });
  const tags = useQuery({ ...tagsQuery, enabled: field.type === 'tags' && !field.options });

  const regions = useRegions(field.type === 'region' || field.type === 'place');

  if (field.options) return field.options;
  switch (field.type) {
    case 'yesNo':
      return [{ value: 'true', label: t('state.yes') }, { value: 'false', label: t('state.no') }];
    case 'rating':
      return [1, 2, 3, 4, 5].map((count) => ({ value: String(count), label: t('rating', { count }) }));
    case 'code': {
      const items = codeLists.data?.data.find((list) => list.key === field.codeList)?.items ?? [];
      return items.map((item) => ({ value: item.code, label: i18n.language === 'en' ? item.labelEn : item.labelZh, disabled: !item.active, ...(item.color && { tone: toneOfColor(item.color) }) }));
    }
    case 'user':
      return (users.data?.data ?? []).map((user) => ({ value: user.id, label: user.name, disabled: !user.active }));
    case 'tags':
      return (tags.data?.data ?? []).map((tag) => ({ value: tag.name, label: tag.name }));
    case 'place':
    case 'region':
      return places(regions);
    default:
      return [];
  }
}
