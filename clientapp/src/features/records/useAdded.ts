import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../fields/field';
import { marksOf, type Mark } from '../../fields/rules';
import { settle, unsettled } from '../../fields/settle';
import { isEmpty } from '../../fields/registry';
import { fieldOf, metaQuery, type FieldMeta } from '../../table/meta';

export type Values = Record<string, unknown>;

/** A field that an administrator added, under its name in `custom`. */
export type Added = { name: string; field: Field; meta: FieldMeta };

const prefix = 'custom.';

/** The fields that an administrator added to a kind of record, in their order. */
export function useAdded(entity: string): Added[] {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return useMemo(
    () =>
      (data?.fields ?? []).flatMap((meta) => {
        const field = meta.custom ? fieldOf(meta, i18n.language === 'en') : null;
        return field ? [{ name: meta.key.slice(prefix.length), field, meta }] : [];
      }),
    [data, i18n.language],
  );
}

const noMarks = new Map<string, Mark>();

/** What the rules in force make of the fields of this record. */
export function useMarks(entity: string, record: object): Map<string, Mark> {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return data ? marksOf(data.rules, record, i18n.language === 'en') : noMarks;
}

/** The values of a form by the parts in which they stand; what stands in no part comes last, in one of its own. */
export function sectionsOf(added: Added[], english: boolean, rest: string): { title: string; added: Added[] }[] {
  const titles = [...new Set(added.map(({ meta }) => (english ? meta.sectionEn : meta.sectionZh) ?? ''))];
  return [...titles.filter(Boolean), ...titles.filter((title) => !title)].map((title) => ({ title: title || rest, added: added.filter(({ meta }) => ((english ? meta.sectionEn : meta.sectionZh) ?? '') === title) }));
}

/** What a form shows for a field: what was entered, else what a new record gets. */
export const shownValue = ({ name, meta }: Added, values: Values): unknown => (Object.hasOwn(values, name) ? values[name] : (meta.defaultValue ?? null));

/** What is missing or is no value of its type, by the place of its field. Of a record that is changed only what was entered counts. */
export function useAddedCheck(added: Added[], isNew = true): (values: Values) => Record<string, string> {
  const { t } = useTranslation(['records', 'common']);
  return (values) =>
    Object.fromEntries(
      added.flatMap((one): [string, string][] => {
        if (!isNew && !Object.hasOwn(values, one.name)) return [];
        const value = shownValue(one, values);
        if (one.meta.required && isEmpty(value)) return [[`custom/${one.name}`, t('records:missing', { field: one.field.label })]];
        return settle(one.field.type, value) === undefined ? [[`custom/${one.name}`, t(`common:${unsettled(one.field.type)}`)]] : [];
      }),
    );
}

/** The values that were entered, as they are sent. */
export const settledValues = (added: Added[], values: Values): Values =>
  Object.fromEntries(added.flatMap(({ name, field }) => (Object.hasOwn(values, name) ? [[name, settle(field.type, values[name]) ?? null]] : [])));
