import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { memberOf } from '../../fields/added';
import { fieldOf, metaQuery, type EntityMeta, type FieldMeta } from '../../table/meta';
import type { SimpleRecord } from './records.queries';

/** A field of a simple record: a column of its list, and a place in its form where it can be written. */
export type EntityField = Column<SimpleRecord> & { meta: FieldMeta; written: boolean };

/** A simple kind of record as its descriptor tells it, in the user's language; null until it has come. */
export function useEntity(entity: string): { label: string; fields: EntityField[]; meta: EntityMeta } | null {
  const { i18n } = useTranslation();
  const { data: meta } = useQuery(metaQuery(entity));
  return useMemo(() => {
    if (!meta) return null;
    const english = i18n.language === 'en';
    const fields = meta.fields.flatMap((described): EntityField[] => {
      // Without columns of its own a record has its places and relations alone, as added fields have them.
      const field = fieldOf({ ...described, custom: true }, english);
      if (!field) return [];
      const { key, type } = field;
      return [{
        ...field,
        meta: described,
        written: !described.readOnly,
        sortable: described.sortable,
        filterable: described.filterable,
        hidden: type === 'longText' || key === 'createdAt',
        editable: !described.readOnly && key !== 'name' && type !== 'longText' && type !== 'choices',
        value: (row) => memberOf(row, key),
        ...(type === 'user' && !described.custom && { text: (row) => row[key.replace(/Id$/, 'Name')] }),
      } as EntityField];
    });
    return { label: english ? meta.labelEn : meta.labelZh, fields, meta };
  }, [meta, i18n.language]);
}
