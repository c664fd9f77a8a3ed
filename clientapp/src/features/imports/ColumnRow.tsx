import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { useOptions } from '../../fields/options';
import { currentLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Input, Select } from '../../ui/Inputs';
import css from './imports.module.css';
import type { ColumnMapping, NewField, PreviewColumn, PreviewTarget } from './imports.queries';
import { choiceOf, externalId, ignored, meaningOf, newField } from './mapping';
import { ValueRow } from './ValueRow';

type ColumnRowProps = {
  column: PreviewColumn;
  mapped: ColumnMapping | undefined;
  targets: PreviewTarget[];
  onTarget: (choice: string) => void;
  onChange: (changes: Partial<ColumnMapping>) => void;
  onMeaning: (value: string, choice: string) => void;
};

const typesOfNewFields = ['text', 'long_text', 'number', 'money', 'percent', 'date', 'date_time', 'yes_no', 'choice', 'choices', 'phone', 'email', 'web_address', 'score', 'user'] as const;
const mostShown = 6;

/** One column of the file: what is in it, what it fills, and what its values mean where that is not plain. */
export function ColumnRow({ column, mapped, targets, onTarget, onChange, onMeaning }: ColumnRowProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const label = currentLanguage() === 'en' ? 'labelEn' : 'labelZh';
  const choice = choiceOf(mapped);
  const name = (part: string) => `${column.name}: ${part}`;
  const options = [
    { value: ignored, label: t('ignore') },
    ...(can('settings.manage') && column.newField ? [{ value: newField, label: t('newField') }] : []),
    ...(choice.startsWith(externalId) ? [{ value: choice, label: t('externalId', { system: choice.slice(externalId.length) }) }] : []),
    ...targets.map((target) => ({ value: target.key, label: target.onlyFinds ? t('onlyFinds', { field: target[label] }) : target[label] })),
  ];
  const days = column.field === mapped?.field ? column.dayFormats : [];
  const unknown = mapped?.field && mapped.field === column.field ? column.unknownValues : [];
  const target = targets.find(({ key }) => key === mapped?.field);
  const meanings = useOptions({
    type: target?.type === 'owner' ? 'user' : target?.codeList ? 'code' : 'text',
    ...(target?.codeList && { codeList: target.codeList }),
    ...(target && target.options.length > 0 && { options: target.options.map((option) => ({ value: option.value, label: option[label] })) }),
  });
  const [whole, setWhole] = useState(false);

  return (
    <tr data-ignored={choice === ignored}>
      <td>
        <b>{column.name}</b>
        <div className="meta">{t('filled', { count: column.filled, rows: format.number(column.filled) })}</div>
      </td>
      <td className={css.samples} data-label={t('samples')}>{column.samples.slice(0, 3).map((sample) => <div key={sample} title={sample}>{sample}</div>)}</td>
      <td data-label={t('target')}><Select aria-label={name(t('target'))} value={choice} options={options} onChange={(event) => onTarget(event.target.value)} /></td>
      <td>
        <div className={css.details}>
          {choice === newField && (
            <>
              <Input aria-label={name(t('newFieldLabel'))} value={mapped?.newField?.label ?? column.name} onChange={(event) => onChange({ newField: { type: mapped?.newField?.type ?? 'text', label: event.target.value } })} />
              <Select aria-label={name(t('newFieldType'))} value={mapped?.newField?.type ?? 'text'} options={typesOfNewFields.map((value) => ({ value, label: t(`type.${value}`) }))} onChange={(event) => onChange({ newField: { label: mapped?.newField?.label ?? column.name, type: event.target.value as NewField['type'] } })} />
            </>
          )}
          {days.length > 0 && (
            <label>
              <span className="meta">{days.length > 1 ? t('dayAmbiguous') : t('dayRead')}</span>
              <Select aria-label={name(t('dayFormat'))} value={mapped?.dayFormat ?? days[0]!.format} options={days.map((day) => ({ value: day.format, label: `${day.text} → ${day.day}` }))} onChange={(event) => onChange({ dayFormat: event.target.value as ColumnMapping['dayFormat'] })} />
            </label>
          )}
          {unknown.slice(0, whole ? unknown.length : mostShown).map((value) => (
            <ValueRow key={value} label={name(t('means', { value }))} value={value} choice={meaningOf(mapped, value)} options={meanings} addable={Boolean(target?.codeList)} onChoice={(choice) => onMeaning(value, choice)} />
          ))}
          {unknown.length > mostShown && !whole && <Button size="small" variant="ghost" onClick={() => setWhole(true)}>{t('moreUnknown', { count: unknown.length - mostShown })}</Button>}
        </div>
      </td>
    </tr>
  );
}
