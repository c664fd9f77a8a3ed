import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { fieldOf, metaQuery, type FieldMeta } from '../../table/meta';

/** How the fields of a kind of record are named and shown: as its own page does, and otherwise by what the API says of them; each alone where the page does not bring along what belongs together. */
export function useShownFields(entity: string, own: ConflictField[], rest?: 'alone'): (key: string) => ConflictField {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return (key) => {
    const known = own.find((field) => field.key === key);
    if (known) return known;
    const meta = data?.fields.find((field) => field.key === key);
    return meta ? described(rest ? { ...meta, custom: true } : meta, i18n.language === 'en') : { key, label: key, show: plain };
  };
}

function described(meta: FieldMeta, english: boolean): ConflictField {
  if (meta.type === 'structure') return { key: meta.key, label: english ? meta.labelEn : meta.labelZh, show: listed };
  const field = fieldOf(meta, english) ?? ({ key: meta.key, type: 'text', label: english ? meta.labelEn : meta.labelZh } as const);
  return { key: meta.key, label: field.label, show: (value) => (typeof value === 'object' && field.type === 'text' ? plain(value) : <FieldDisplay field={field} value={value} />) };
}

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value);

/** Things with parts of their own, one in a line, without the ids in them. */
function listed(value: unknown) {
  if (!Array.isArray(value)) return plain(value);
  const lines = value.map((one: unknown) => (one !== null && typeof one === 'object' ? Object.values(one).filter((part) => part !== null && part !== '' && !isId(part)).join(' · ') : String(one)));
  return <>{lines.map((line, index) => <span key={index} style={{ display: 'block' }}>{line}</span>)}</>;
}

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
