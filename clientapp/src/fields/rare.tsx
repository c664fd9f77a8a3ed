import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import { Checkbox } from '../ui/Inputs';
import { Combobox } from '../ui/Combobox';
import css from './form.module.css';
import { RegionInput, type FieldInputProps } from './inputs';
import { useOptions } from './options';
import { RecordPicker } from './RecordPicker';
import { useRegions, regionNames, type Region } from './regions';
import type { DisplayProps } from './registry';

/** The codes of the places that a place lies in, and its own. */
function pathOf(regions: Region[], code: string): string[] {
  for (const region of regions) {
    if (region.code === code) return [code];
    const inner = pathOf(region.children, code);
    if (inner.length > 0) return [region.code, ...inner];
  }
  return [];
}

export function PlaceText({ value }: DisplayProps<string>) {
  const regions = useRegions();
  return <>{regionNames(regions, pathOf(regions, value)).join(' ') || value}</>;
}

export function PlaceInput({ value, onChange, ...rest }: FieldInputProps<string>) {
  const regions = useRegions();
  return <RegionInput {...rest} value={value === null ? [] : pathOf(regions, value)} onChange={(path) => onChange(path?.at(-1) ?? null)} />;
}

/** Several of the options, in their order. */
export function ChoicesInput({ field, value, onChange, id, autoFocus, ...rest }: FieldInputProps<string[]>) {
  const chosen = value ?? [];
  const options = useOptions(field).filter((option) => !option.disabled || chosen.includes(option.value));
  const toggle = (choice: string) => {
    const next = options.map((option) => option.value).filter((known) => (known === choice ? !chosen.includes(known) : chosen.includes(known)));
    onChange(next.length > 0 ? next : null);
  };
  return (
    <div role="group" aria-label={rest['aria-label'] ?? field.label} aria-describedby={rest['aria-describedby']} className={css.choices}>
      {options.map((option, index) => (
        <Checkbox
          key={option.value}
          {...(index === 0 && { id, autoFocus })}
          aria-invalid={rest['aria-invalid']}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={() => toggle(option.value)}
        />
      ))}
    </div>
  );
}

type Kind = 'customers' | 'contacts';
const searched: Record<Kind, 'customer' | 'contact'> = { customers: 'customer', contacts: 'contact' };
const isSearched = (kind: string | undefined): kind is Kind => kind !== undefined && kind in searched;

/** The addresses of all kinds are alike; one stands for them before the compiler. */
const at = (kind: string) => `/api/v1/${kind}` as '/api/v1/competitors';

type Named = { id: string; name?: string; subject?: string; number?: string };
const nameOf = ({ id, name, subject, number }: Named) => name ?? subject ?? number ?? id;

const nameQuery = (kind: string, id: string) => ({
  queryKey: [kind, 'name', id],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const record = (await body(api.GET(`${at(kind)}/{id}`, { params: { path: { id } }, signal }))) as unknown as Named;
    return { id, name: nameOf(record) };
  },
  staleTime: 60_000,
});

/** Kinds whose records have an address on the page. */
const linkOf = (kind: string, id: string): LinkProps | null =>
  (isSearched(kind) ? { to: `/${kind}/$id`, params: { id } } : kind === 'questionnaires' ? { to: '/questionnaires/$id', params: { id } } : kind === 'competitors' || kind === 'segments' ? { to: `/${kind}`, search: { open: id } } : null) as LinkProps | null;

/** The record's name, which leads to it; what the reader may not see has none. */
export function RecordText({ value, field }: DisplayProps<string>) {
  const { t } = useTranslation('common');
  const { data, isError } = useQuery({ ...nameQuery(field.relatesTo!, value), retry: false });
  if (isError) return <span className="meta">{t('state.outOfSight')}</span>;
  const link = linkOf(field.relatesTo!, value);
  return link ? <Link {...link} tabIndex={-1}>{data?.name}</Link> : <>{data?.name}</>;
}

export function RecordInput({ field, value, onChange, ...rest }: FieldInputProps<string>) {
  const kind = field.relatesTo!;
  const picked = useQuery({ ...nameQuery(kind, value ?? ''), enabled: value !== null, retry: false }).data ?? (value === null ? null : { id: value, name: value });
  if (isSearched(kind)) return <RecordPicker {...rest} type={searched[kind]} value={picked} onChange={(next) => onChange(next?.id ?? null)} />;
  return <ListedInput {...rest} field={field} value={value} onChange={onChange} />;
}

/** Kinds that the search does not know by name are found in their list. */
function ListedInput({ field, value, onChange, ...rest }: FieldInputProps<string> & { value: string | null }) {
  const { t } = useTranslation('common');
  const kind = field.relatesTo!;
  const [text, setText] = useState('');
  const q = text.trim();
  const own = useQuery({ ...nameQuery(kind, value ?? ''), enabled: value !== null, retry: false });
  const { data } = useQuery({
    queryKey: [kind, 'names', q],
    queryFn: async ({ signal }) => (await body(api.GET(at(kind), { params: { query: { limit: 20, ...(q && { q }) } }, signal }))).data as unknown as Named[],
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const options = (data ?? []).map((record) => ({ value: record.id, label: nameOf(record) }));
  const picked = own.data && !options.some((option) => option.value === value) ? [{ value: own.data.id, label: own.data.name }] : [];
  return <Combobox {...rest} name={field.key} placeholder={t('action.choose')} options={[...(q ? [] : picked), ...options]} value={value} onSearch={setText} onChange={onChange} />;
}
