import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { currentLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox, FieldError, FormField, Segmented, Select } from '../../ui/Inputs';
import { ColumnRow } from './ColumnRow';
import css from './imports.module.css';
import { previewImport, type ImportPreview, type Reading } from './imports.queries';
import type { Plan } from './ImportPage';
import { doubles, fills, mappingOf, missing, unknowns, withColumn, withMeaning, withTarget } from './mapping';

type MappingStepProps = {
  entity: string;
  preview: ImportPreview;
  plan: Plan;
  reading: Reading;
  onReading: (reading: Reading, preview: ImportPreview) => void;
  onBack: () => void;
  onCheck: (plan: Plan) => Promise<void>;
};

const encodings = ['utf-8', 'gb18030', 'utf-16', 'utf-16BE', 'utf-32', 'big5', 'windows-1252'];

/** What each column is, with what it looks like; and what becomes of records that are there already. */
export function MappingStep({ entity, preview, plan, reading, onReading, onBack, onCheck }: MappingStepProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [mode, setMode] = useState(plan.mode);
  const [matchOn, setMatchOn] = useState(plan.matchOn);
  const [mapping, setMapping] = useState(plan.mapping);
  const label = currentLanguage() === 'en' ? 'labelEn' : 'labelZh';
  const { layout, targets } = preview;

  const looksFor = mode !== 'create' || mapping.duplicates !== 'create';

  const read = useMutation({
    mutationFn: async (changes: Reading) => {
      const next = { ...reading, ...changes };
      onReading(next, await previewImport(entity, preview.uploadId, next));
    },
  });
  const keys = matchOn.filter((key) => fills(mapping, key));
  const check = useMutation({ mutationFn: () => onCheck({ mode, matchOn: looksFor ? keys : [], mapping }) });
  const fault = read.error ?? check.error;

  const labelOf = (key: string) => targets.find((target) => target.key === key)?.[label] ?? key;
  const twice = doubles(mapping, targets);
  const lacking = mode === 'update' ? [] : missing(mapping, targets);
  const open = unknowns(preview, mapping);
  const unfindable = mode !== 'create' && keys.length === 0;

  return (
    <div className={css.mapping}>
      <section className={css.facts} aria-label={t('seen')}>
        <b>{preview.fileName}</b>
        <span>{t('rows', { count: preview.rows, rows: format.number(preview.rows) })}</span>
        <span>{t('columns', { count: preview.columns.length })}</span>
        {preview.remembered && <span>{t('remembered')}</span>}
        {layout.encoding && (
          <label>
            {t('encoding')}{' '}
            <Select aria-label={t('encoding')} value={layout.encoding} options={[...new Set([layout.encoding, ...encodings])].map((value) => ({ value, label: value.toUpperCase() }))} onChange={(event) => read.mutate({ encoding: event.target.value })} />
          </label>
        )}
        {layout.sheets.length > 1 && (
          <label>
            {t('sheet')} <Select aria-label={t('sheet')} value={layout.sheet ?? ''} options={layout.sheets.map((value) => ({ value, label: value }))} onChange={(event) => read.mutate({ sheet: event.target.value })} />
          </label>
        )}
        {!layout.namesColumns && <Checkbox label={t('header')} checked={preview.headerRow > 0} onChange={(event) => read.mutate({ headerRow: event.target.checked ? '1' : '0' })} />}
      </section>
      {preview.unreadableRows > 0 && <FieldError>{t('unreadable', { count: preview.unreadableRows })}</FieldError>}
      {preview.wideRows > 0 && <FieldError>{t('wide', { count: preview.wideRows })}</FieldError>}

      <div className={css.scroll}>
        <table className={css.table} aria-label={t('step.mapping')}>
          <thead>
            <tr>
              <th>{t('column')}</th>
              <th>{t('samples')}</th>
              <th>{t('target')}</th>
              <th>{t('details')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                mapped={mappingOf(mapping, column.name)}
                targets={targets}
                onTarget={(choice) => setMapping((before) => withTarget(before, column, choice))}
                onChange={(changes) => setMapping((before) => withColumn(before, column.name, changes))}
                onMeaning={(value, choice) => setMapping((before) => withMeaning(before, column.name, value, choice))}
              />
            ))}
          </tbody>
        </table>
      </div>

      <section className={css.options} aria-label={t('options')}>
        <Segmented label={t('mode.label')} value={mode} options={(['create', 'update', 'upsert'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))} onChange={setMode} />
        {looksFor && (
          <fieldset className={css.keys}>
            <legend>{mode === 'create' ? t('sameBy') : t('matchOn')}</legend>
            {preview.matchKeys.map((key) => (
              <Checkbox key={key} label={labelOf(key)} checked={keys.includes(key)} disabled={!fills(mapping, key)} onChange={(event) => setMatchOn(event.target.checked ? [...matchOn, key] : matchOn.filter((other) => other !== key))} />
            ))}
            {mode === 'create' && keys.length === 0 && <p className="meta">{t('sameByUsual')}</p>}
            {keys.includes('phones') && <p className="meta">{t('byPhone')}</p>}
          </fieldset>
        )}
        {mode === 'create' && (
          <FormField label={t('duplicates.label')}>
            {(control) => <Select {...control} value={mapping.duplicates} options={(['skip', 'create', 'update'] as const).map((value) => ({ value, label: t(`duplicates.${value}`) }))} onChange={(event) => setMapping({ ...mapping, duplicates: event.target.value as typeof mapping.duplicates })} />}
          </FormField>
        )}
        {(mode !== 'create' || mapping.duplicates === 'update') && (
          <FormField label={t('emptyCells.label')}>
            {(control) => <Select {...control} value={mapping.emptyCells} options={(['keep', 'clear'] as const).map((value) => ({ value, label: t(`emptyCells.${value}`) }))} onChange={(event) => setMapping({ ...mapping, emptyCells: event.target.value as typeof mapping.emptyCells })} />}
          </FormField>
        )}
        {entity === 'contacts' && <Checkbox label={t('createCustomers')} checked={mapping.createCustomers} onChange={(event) => setMapping({ ...mapping, createCustomers: event.target.checked })} />}
        {can('settings.manage') && <Checkbox label={t('addMissingCodes')} checked={mapping.addMissingCodes} onChange={(event) => setMapping({ ...mapping, addMissingCodes: event.target.checked })} />}
      </section>

      {twice.length > 0 && <FieldError>{t('twice', { fields: twice.map(labelOf).join(', ') })}</FieldError>}
      {lacking.length > 0 && <FieldError>{t('lacking', { fields: lacking.map((target) => target[label]).join(', ') })}</FieldError>}
      {open.length > 0 && !mapping.addMissingCodes && <p className={css.note}>{t('unknown', { count: open.length })}</p>}
      {fault && <FieldError>{fault instanceof ApiProblem ? [fault.message, ...(fault.problem.errors ?? []).map((error) => error.detail)].join(' ') : t('notSent')}</FieldError>}
      <div className={css.actions}>
        <Button onClick={onBack}>{t('otherFile')}</Button>
        <Button variant="primary" busy={check.isPending || read.isPending} disabled={twice.length > 0 || lacking.length > 0 || unfindable} onClick={() => check.mutate()}>{t('check')}</Button>
      </div>
    </div>
  );
}
