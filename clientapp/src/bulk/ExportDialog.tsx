import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hand } from '../api/files';
import { ApiProblem } from '../api/problem';
import { useFormat } from '../format/useFormat';
import { currentLanguage } from '../i18n/language';
import { metaQuery } from '../table/meta';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Checkbox, FieldError, FormField, Segmented } from '../ui/Inputs';
import { toast } from '../ui/toast';
import { exportNow, startExport, type BulkTarget, type ExportFormat } from './bulk.queries';
import css from './bulk.module.css';

type ExportDialogProps = {
  entity: string;
  label: string;
  target: BulkTarget;
  /** Keys and names of the columns in the view, in its order. */
  columns: { key: string; label: string }[];
  /** Columns that this list has and others of its kind do not. */
  extra?: { key: string; label: string }[];
  onClose: () => void;
};

const formats: ExportFormat[] = ['xlsx', 'csv', 'jsonl'];
/** Columns that show one of several values stand for the field that has them all. */
const fieldOf: Partial<Record<string, string>> = { primaryPhone: 'phones', primaryEmail: 'emails' };

/** What the view shows as a file: at once when the list is short, otherwise as a job that is told when it is done. */
export default function ExportDialog({ entity, label, target, columns, extra = [], onClose }: ExportDialogProps) {
  const { t } = useTranslation(['bulk', 'common', 'boot']);
  const format = useFormat();
  const { data: meta } = useQuery(metaQuery(entity));
  const [kind, setKind] = useState<ExportFormat>('xlsx');
  const [language, setLanguage] = useState<'zh-CN' | 'en'>(currentLanguage() === 'en' ? 'en' : 'zh-CN');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<'now' | 'later' | null>(null);
  const [refusal, setRefusal] = useState<string>();

  const known = [...columns.map((column) => ({ ...column, key: fieldOf[column.key] ?? column.key })).filter(({ key }) => meta?.fields.some((field) => field.key === key)), ...extra];
  const order = { columns: known.filter(({ key }) => !left.has(key)).map(({ key }) => key), format: kind, language };
  const toggle = (key: string) => setLeft((before) => new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key]));

  const run = (how: 'now' | 'later', work: () => Promise<unknown>) => {
    setBusy(how);
    setRefusal(undefined);
    void work().then(onClose, (error: unknown) => {
      setRefusal(error instanceof ApiProblem ? (error.problem.errors?.[0]?.detail ?? error.message) : t('common:error.offline'));
      setBusy(null);
    });
  };
  const download = () => run('now', async () => hand(await exportNow(entity, target, order), `${label}-${format.today()}.${kind}`));
  const begin = () => run('later', async () => {
    await startExport(entity, target, order);
    toast(t('exportBegun'));
  });

  return (
    <Dialog
      title={t('exportTitle', { label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button busy={busy === 'later'} disabled={order.columns.length === 0} onClick={begin}>{t('exportLater')}</Button>
          <Button variant="primary" icon={Download} busy={busy === 'now'} disabled={order.columns.length === 0} onClick={download}>{t('exportNow')}</Button>
        </>
      }
    >
      <div className={css.export}>
        <p className="meta">{target.ids ? t('exportChosen', { count: target.ids.length }) : t('exportAll')}</p>
        <FormField label={t('format')}>{() => <Segmented label={t('format')} value={kind} options={formats.map((value) => ({ value, label: t(`formats.${value}`) }))} onChange={setKind} />}</FormField>
        <FormField label={t('language')}>
          {() => <Segmented label={t('language')} value={language} options={[{ value: 'zh-CN', label: t('boot:shell.chinese') }, { value: 'en', label: t('boot:shell.english') }]} onChange={setLanguage} />}
        </FormField>
        <fieldset className={css.columns}>
          <legend>{t('columns', { count: order.columns.length })}</legend>
          {known.map(({ key, label: name }) => <Checkbox key={key} label={name} checked={!left.has(key)} onChange={() => toggle(key)} />)}
        </fieldset>
        {refusal && <FieldError>{refusal}</FieldError>}
      </div>
    </Dialog>
  );
}
