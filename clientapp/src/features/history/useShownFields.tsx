import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { fieldOf, metaQuery, type FieldMeta } from '../../table/meta';

/** How the fields of a kind of record are named and shown: as its own page does, and otherwise by what the API says of them; each alone where there is no such page. */
export function useShownFields(entity: string, own: ConflictField[] | 'alone'): (key: string) => ConflictField {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return (key) => {
    const known = own === 'alone' ? undefined : own.find((field) => field.key === key);
    if (known) return known;
    const meta = data?.fields.find((field) => field.key === key);
    return meta ? described(own === 'alone' ? { ...meta, custom: true } : meta, i18n.language === 'en') : { key, label: key, show: plain };
  };
}

function described(meta: FieldMeta, english: boolean): ConflictField {
  const field = fieldOf(meta, english) ?? ({ key: meta.key, type: 'text', label: english ? meta.labelEn : meta.labelZh } as const);
  return { key: meta.key, label: field.label, show: (value) => (typeof value === 'object' && field.type === 'text' ? plain(value) : <FieldDisplay field={field} value={value} />) };
}

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
