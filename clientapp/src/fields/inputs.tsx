import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '../format/format';
import { CascaderField, DateField, DateTimeField } from '../ui/antd';
import { Combobox } from '../ui/Combobox';
import { Input, Select, TextArea } from '../ui/Inputs';
import type { Field } from './field';
import { useOptions } from './options';
import { useRegions } from './regions';

export type FieldInputProps<V> = {
  field: Field;
  value: V | null;
  onChange: (value: V | null) => void;
  id?: string;
  autoFocus?: boolean;
  'aria-label'?: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
};

const manyOptions = 12;

export function TextInput({ field, value, onChange, kind = 'text', ...rest }: FieldInputProps<string> & { kind?: 'text' | 'tel' | 'email' | 'url' }) {
  return <Input {...rest} name={field.key} type={kind} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)} />;
}

export function LongTextInput({ field, value, onChange, ...rest }: FieldInputProps<string>) {
  return <TextArea {...rest} name={field.key} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)} />;
}

export function NumberInput({ field, value, onChange, ...rest }: FieldInputProps<number>) {
  return <Input {...rest} name={field.key} type="number" step="any" value={value ?? ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)} />;
}

/** The amount stays as it is typed, `1280万` too; `settle` makes it the decimal that is saved. */
export function MoneyInput({ field, value, onChange, ...rest }: FieldInputProps<Money>) {
  const [currency] = useState(value?.currency ?? 'CNY');
  return <Input {...rest} name={field.key} value={value?.amount ?? ''} onChange={(event) => onChange(event.target.value ? { amount: event.target.value, currency } : null)} />;
}

export function DateInput({ id, autoFocus, value, onChange, 'aria-label': label, 'aria-describedby': note, 'aria-invalid': invalid }: FieldInputProps<string>) {
  return <DateField {...{ id, autoFocus, value, onChange }} aria-label={label} aria-describedby={note} status={invalid ? 'error' : ''} />;
}

export function DateTimeInput({ id, autoFocus, value, onChange, 'aria-label': label, 'aria-describedby': note, 'aria-invalid': invalid }: FieldInputProps<string>) {
  return <DateTimeField {...{ id, autoFocus, value, onChange }} aria-label={label} aria-describedby={note} status={invalid ? 'error' : ''} />;
}

export function RegionInput({ id, autoFocus, value, onChange, 'aria-label': label, 'aria-describedby': note, 'aria-invalid': invalid }: FieldInputProps<string[]>) {
  const { t } = useTranslation('common');
  const regions = useRegions();
  return <CascaderField {...{ id, autoFocus, onChange }} options={regions} value={value ?? []} placeholder={t('action.choose')} aria-label={label} aria-describedby={note} status={invalid ? 'error' : ''} />;
}

export function CodeInput({ field, value, onChange, ...rest }: FieldInputProps<string>) {
  const { t } = useTranslation('common');
  const options = useOptions(field).filter((option) => !option.disabled || option.value === value);
  if (options.length > manyOptions) return <Combobox {...rest} name={field.key} options={options} value={value} onChange={onChange} placeholder={t('action.choose')} />;
  return <Select {...rest} name={field.key} options={options} empty={t('action.choose')} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)} />;
}

/** Names separated by commas, Chinese or Latin; the known tags are offered. */
export function TagsInput({ field, value, onChange, ...rest }: FieldInputProps<string[]>) {
  const options = useOptions(field);
  const [text, setText] = useState((value ?? []).join(', '));
  const list = `${field.key}-tags`;
  return (
    <>
      <Input
        {...rest}
        name={field.key}
        list={list}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const names = event.target.value.split(/[,，、]/).map((name) => name.trim()).filter(Boolean);
          onChange([...new Set(names)]);
        }}
      />
      <datalist id={list}>{options.map((option) => <option key={option.value} value={option.value} />)}</datalist>
    </>
  );
}
