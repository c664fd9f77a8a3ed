import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import type { components } from '../api/schema';
import type { FieldType } from '../fields/field';
import type { Option } from '../ui/Inputs';
import type { Column } from './columns';

export type FieldMeta = components['schemas']['FieldMeta'];

export const metaQuery = (entity: string) => ({
  queryKey: ['meta', entity],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/meta/{entity}', { params: { path: { entity } }, signal })),
  staleTime: 60_000,
});

/** What the page shows for each of the API's types; what is missing here has no place in a list. */
export const shownAs: Partial<Record<string, FieldType>> = {
  text: 'text', long_text: 'longText', number: 'number', percent: 'percent', money: 'money', date: 'date', date_time: 'dateTime', yes_no: 'yesNo', choice: 'code', code: 'code', tags: 'tags',
  person_name: 'text', phone: 'phone', email: 'email', web_address: 'web', region: 'region', owner: 'user', score: 'rating', relation: 'text', relations: 'text',
};

const customPrefix = 'custom.';

/** The options of a field in the user's language; retired ones stay readable and are not offered. */
export const optionsOf = ({ options }: Pick<FieldMeta, 'options'>, english: boolean): Option[] =>
  options.map(({ value, labelZh, labelEn, retired }) => ({ value, label: english ? labelEn : labelZh, disabled: retired }));

/** The page's columns and those of the fields that an administrator added. */
export function useAllColumns<Row extends object>(entity: string, own: Column<Row>[]): Column<Row>[] {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return useMemo(() => {
    const english = i18n.language === 'en';
    const added = (data?.fields ?? []).flatMap((meta): Column<Row>[] => {
      const type = shownAs[meta.type];
      if (!meta.key.startsWith(customPrefix) || !type) return [];
      const member = meta.key.slice(customPrefix.length);
      const column = {
        key: meta.key,
        type,
        label: english ? meta.labelEn : meta.labelZh,
        value: (row: Row) => (row as { custom?: Record<string, unknown> | null }).custom?.[member],
        sortable: meta.sortable,
        filterable: meta.filterable,
        editable: !meta.readOnly,
        hidden: true,
        ...(meta.codeList && { codeList: meta.codeList }),
        ...(meta.options.length > 0 && { options: optionsOf(meta, english) }),
      };
      return [column as unknown as Column<Row>];
    });
    if (added.length === 0) return own;
    // Buttons stay last.
    const values = own.filter((column) => !column.control);
    return [...values, ...added, ...own.filter((column) => column.control)];
  }, [data, own, i18n.language]);
}
