import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import type { components } from '../api/schema';
import { memberOf } from '../fields/added';
import type { Field, FieldType } from '../fields/field';
import { toneOfColor } from '../fields/tones';
import type { Option } from '../ui/Inputs';
import type { Column } from './columns';

export type FieldMeta = components['schemas']['FieldMeta'];
export type EntityMeta = components['schemas']['EntityMeta'];

export const metaQuery = (entity: string) => ({
  queryKey: ['meta', entity],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/meta/{entity}', { params: { path: { entity } }, signal })),
  staleTime: 60_000,
});

/** The kinds of record that there are. */
export const entitiesQuery = {
  queryKey: ['meta'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/meta', { signal })),
  staleTime: 300_000,
};

/** What the page shows for each of the API's types; what is missing here has no place in a list. */
export const shownAs: Partial<Record<string, FieldType>> = {
  text: 'text', long_text: 'longText', number: 'number', percent: 'percent', money: 'money', date: 'date', date_time: 'dateTime', yes_no: 'yesNo', choice: 'code', choices: 'choices', code: 'code', tags: 'tags',
  person_name: 'text', phone: 'phone', email: 'email', web_address: 'web', region: 'region', owner: 'user', score: 'rating', relation: 'text', relations: 'text', segments: 'code',
};

/** Of an added field a region is one code and a relation an id, without what the house's own fields bring along. */
const shownAlone: Partial<Record<string, FieldType>> = { region: 'place', relation: 'record' };

/** The options of a field in the user's language; retired ones stay readable and are not offered. */
export const optionsOf = ({ options }: Pick<FieldMeta, 'options'>, english: boolean): Option[] =>
  options.map(({ value, labelZh, labelEn, retired, color }) => ({ value, label: english ? labelEn : labelZh, disabled: retired, ...(color && { tone: toneOfColor(color) }) }));

type Described = Pick<FieldMeta, 'key' | 'type' | 'labelZh' | 'labelEn' | 'codeList' | 'choices' | 'options' | 'relatesTo' | 'custom'>;

/** A field as its description tells it; null where the page has no way to show it. */
export function fieldOf(meta: Described, english: boolean): Field | null {
  const type = (meta.custom ? shownAlone[meta.type] : undefined) ?? shownAs[meta.type];
  if (!type) return null;
  return {
    key: meta.key,
    type,
    label: english ? meta.labelEn : meta.labelZh,
    ...(meta.codeList && { codeList: meta.codeList }),
    ...(meta.options.length > 0 ? { options: optionsOf(meta, english) } : meta.type === 'choice' && { options: meta.choices.map((value) => ({ value, label: value })) }),
    ...(type === 'record' && meta.relatesTo && { relatesTo: meta.relatesTo }),
  } as Field;
}

/** The page's columns and those of the fields that an administrator added. */
export function useAllColumns<Row extends object>(entity: string, own: Column<Row>[]): Column<Row>[] {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return useMemo(() => {
    const added = (data?.fields ?? []).flatMap((meta): Column<Row>[] => {
      const field = meta.custom ? fieldOf(meta, i18n.language === 'en') : null;
      if (!field) return [];
      const column = {
        ...field,
        value: (row: Row) => memberOf(row, field.key),
        sortable: meta.sortable,
        filterable: meta.filterable,
        editable: !meta.readOnly && field.type !== 'longText' && field.type !== 'choices',
        hidden: true,
      };
      return [column as unknown as Column<Row>];
    });
    if (added.length === 0) return own;
    // Buttons stay last.
    const values = own.filter((column) => !column.control);
    return [...values, ...added, ...own.filter((column) => column.control)];
  }, [data, own, i18n.language]);
}
