import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import { Combobox } from '../ui/Combobox';
import type { Option } from '../ui/Inputs';

export type Picked = { id: string; name: string };

type RecordPickerProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  type: 'customer' | 'contact';
  value: Picked | null;
  onChange: (value: Picked | null) => void;
  /** What is offered before anything is typed. */
  suggestions?: Picked[];
};

/** A customer or contact, found by name, pinyin, initials, number or phone. */
export function RecordPicker({ type, value, onChange, suggestions = [], ...rest }: RecordPickerProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const term = text.trim();
  const hits = useQuery({
    queryKey: ['search', type, term],
    queryFn: async ({ signal }) => {
      // Typing on cancels this request before it is sent.
      await new Promise((resolve) => setTimeout(resolve, 150));
      return body(api.GET('/api/v1/search', { params: { query: { q: term, types: type, limit: 10 } }, signal }));
    },
    enabled: term !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

  const found = term ? (hits.data?.data ?? []).map((hit) => ({ id: hit.id, name: hit.title, more: hit.subtitle })) : suggestions.map((one) => ({ ...one, more: null }));
  const options: Option[] = found.map(({ id, name, more }) => ({ value: id, label: more ? `${name} · ${more}` : name }));
  const picked = value && !term && !options.some((option) => option.value === value.id) ? [{ value: value.id, label: value.name }] : [];

  return (
    <Combobox
      placeholder={t('form.find')}
      {...rest}
      options={[...picked, ...options]}
      value={value?.id ?? null}
      onSearch={setText}
      onChange={(id) => {
        const chosen = found.find((one) => one.id === id) ?? (id === value?.id ? value : null);
        setText('');
        onChange(chosen && { id: chosen.id, name: chosen.name });
      }}
    />
  );
}
