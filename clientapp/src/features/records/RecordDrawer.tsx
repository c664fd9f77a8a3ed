import { useQuery } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../../fields/added';
import { useConflicts, type ConflictField } from '../../fields/conflicts';
import { InlineField } from '../../fields/InlineField';
import { FieldDisplay } from '../../fields/registry';
import { useSaveRecord } from '../../fields/useSaveRecord';
import { withTexts } from '../../i18n/i18n';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState } from '../../ui/States';
import { changeRecord, getRecord, recordKeys, recordQuery, useRecordBin, useRecordsChanged, type Changes, type SimpleRecord } from './records.queries';
import { useMarks } from './useAdded';
import type { EntityField } from './useEntity';

const History = lazy(() => withTexts(import('../history/History'), 'history', 'customer').then((file) => ({ default: file.History })));

type RecordDrawerProps = { entity: string; id: string; fields: EntityField[]; onClose: () => void };

/** A record of any simple kind: each field is read, and edited in its place. */
export function RecordDrawer({ entity, id, fields, onClose }: RecordDrawerProps) {
  const { t } = useTranslation('records');
  const { data: record, error, refetch } = useQuery(recordQuery(entity, id));
  const bin = useRecordBin(entity);
  const changed = useRecordsChanged(entity);
  const shown = useMemo(() => fields.map((field): ConflictField => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> })), [fields]);
  const { ask, dialog } = useConflicts(shown);
  const save = useSaveRecord<SimpleRecord>(recordKeys.detail(entity, id), (changes, version) => changeRecord(entity, id, changes as Changes, version), { reload: () => getRecord(entity, id), ask });

  const marks = useMarks(entity, record ?? {});

  const footer = record?.can.delete ? (
    <Button variant="danger" icon={Trash2} onClick={() => { bin.remove(record); onClose(); }}>{t('delete')}</Button>
  ) : record?.can.restore ? (
    <Button icon={RotateCcw} onClick={() => bin.restore(record)}>{t('restore')}</Button>
  ) : undefined;

  return (
    <Drawer title={record?.name ?? ''} onClose={onClose} footer={footer}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {record && fields.map((field) => (
        <InlineField
          key={field.key}
          field={field}
          value={field.value(record)}
          text={field.text?.(record)}
          locked={!field.written ? t('locked.system') : record.can.update ? marks.get(field.key)?.locked : t(record.deletedAt ? 'locked.bin' : 'locked.right')}
          onSave={(value) => save(changesOf(field.key, value) as Partial<SimpleRecord>).then(changed)}
        />
      ))}
      {record && <Suspense><History of={{ entity, id, version: record.version }} fields={shown} /></Suspense>}
      {dialog}
    </Drawer>
  );
}
