import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/toast';
import { archiveField, fieldUsageQuery, restoreField, useCustomized, type CustomField } from './fields.queries';
import css from './settings.module.css';

/** Says how many records have a value, and what becomes of it, before the field goes. */
export function ArchiveField({ entity, field, name, onClose }: { entity: string; field: CustomField; name: string; onClose: () => void }) {
  const { t } = useTranslation(['fields', 'common']);
  const format = useFormat();
  const changed = useCustomized(entity);
  const { data: usage } = useQuery(fieldUsageQuery(entity, field.key));
  const restore = useMutation({ mutationFn: () => restoreField(entity, field.key), onSuccess: () => toast(t('restored', { name })), onSettled: changed });
  const archive = useMutation({
    mutationFn: () => archiveField(entity, field),
    onSuccess: () => toast(t('archivedDone', { name }), { undo: () => restore.mutate() }),
    onSettled: async () => {
      onClose();
      await changed();
    },
  });
  return (
    <Dialog
      title={t('archiveTitle', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="danger" busy={archive.isPending} onClick={() => archive.mutate()}>{t('archive')}</Button>
        </>
      }
    >
      <p className={css.ask} role="status"><b>{usage ? t('usage', { count: usage.records, value: format.number(usage.records) }) : t('counting')}</b></p>
      <p>{t('archiveAsk')}</p>
    </Dialog>
  );
}
