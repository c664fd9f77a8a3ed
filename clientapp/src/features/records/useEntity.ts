import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { metaQuery, shownAs } from '../../table/meta';
import type { Changes, SimpleRecord } from './records.queries';

/** A field of a simple record: a column of its list, and a place in its form where it can be written. */
export type EntityField = Column<SimpleRecord> & { required: boolean; written: boolean };

const added = 'custom.';
const read = (row: SimpleRecord, key: string) => (key.startsWith(added) ? (row['custom'] as Changes | null)?.[key.slice(added.length)] : row[key]);

/** Values by the keys of their fields, as they are sent: those of added fields lie together. */
export function asSent(values: Changes): Changes {
  const entries = Object.entries(values);
  const custom = entries.filter(([key, value]) => key.startsWith(added) && value !== null);
  return {
    ...Object.fromEntries(entries.filter(([key]) => !key.startsWith(added))),
    ...(custom.length > 0 && { custom: Object.fromEntries(custom.map(([key, value]) => [key.slice(added.length), value])) }),
  };
}

/** A change of one field of a record, as it is sent; a patch merges into the added fields. */
export const changeOf = (record: SimpleRecord, key: string, value: unknown): Changes =>
  key.startsWith(added) ? { custom: { ...(record['custom'] as Changes | null), [key.slice(added.length)]: value } } : { [key]: value };

/** A simple kind of record as its descriptor tells it, in the user's language; null until it has come. */
export function useEntity(entity: string): { label: string; fields: EntityField[] } | null {
  const { i18n } = useTranslation();
  const { data: meta } = useQuery(metaQuery(entity));
  return useMemo(() => {
    if (!meta) return null;
    const english = i18n.language === 'en';
    const fields = meta.fields.flatMap((field): EntityField[] => {
      // A region is one code here, and no path of them.
      const type = field.type === 'region' ? 'text' : shownAs[field.type];
      if (!type) return [];
      return [{
        key: field.key,
        type,
        label: english ? field.labelEn : field.labelZh,
        required: field.required,
        written: !field.readOnly,
        sortable: field.sortable,
        filterable: field.filterable,
        hidden: type === 'longText' || field.key === 'createdAt',
        changes: (value: unknown) => (field.key.startsWith(added) ? { custom: { [field.key.slice(added.length)]: value } } : { [field.key]: value }),
        editable: !field.readOnly && field.key !== 'name' && type !== 'longText',
        ...(field.codeList && { codeList: field.codeList }),
        ...(field.type === 'choice' && { options: field.choices.map((value) => ({ value, label: value })) }),
        value: (row) => read(row, field.key),
        ...(type === 'user' && { text: (row) => row[field.key.replace(/Id$/, 'Name')] }),
      } as EntityField];
    });
    return { label: english ? meta.labelEn : meta.labelZh, fields };
  }, [meta, i18n.language]);
}
