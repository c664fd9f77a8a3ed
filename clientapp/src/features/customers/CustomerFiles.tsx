import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileFault } from '../../api/files';
import { can } from '../../api/session';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { FileList, UploadButton, UploadList, useFileDrop } from '../activities/Files';
import { timelineKeys } from '../activities/timeline.queries';
import { useUploads, type Upload } from '../activities/useUploads';
import { Card, Nothing } from './Card';
import css from './customer.module.css';
import { deleteFile, filesQuery, overviewKey } from './customer.queries';

/** All files of the customer, also those on conversations; fetched when the card is opened, which an upload does too. */
export function CustomerFiles({ customerId, count }: { customerId: string; count: number }) {
  const { t } = useTranslation('customer');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { uploads, add, send, dismiss, clearDone } = useUploads();
  const path = `/api/v1/customers/${customerId}/files`;
  const mayWrite = can('files.write');

  const changed = () =>
    Promise.all([filesQuery(customerId).queryKey, overviewKey(customerId), timelineKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })));
  const sendAll = async (which: Upload[]) => {
    const arrived: string[] = [];
    for (const one of which) if (!fileFault(one.file) && (await send(path, [one]))) arrived.push(one.file.name);
    if (arrived.length === 0) return;
    setOpen(true);
    await changed();
    clearDone();
    toast(t('fileUploaded', { name: arrived.join(', ') }));
  };
  const take = (files: File[]) => sendAll(add(files));
  const drop = useFileDrop((files) => void take(files));

  return (
    <div className={css.drop} {...(mayWrite && drop)}>
      <Card title={t('card.files')} count={count} fold={[open, setOpen]} actions={mayWrite && <UploadButton small onFiles={(files) => void take(files)} />}>
        <Files customerId={customerId} mayWrite={mayWrite} onChanged={changed} />
      </Card>
      <UploadList uploads={uploads} onDismiss={dismiss} onRetry={(one) => void sendAll([one])} />
    </div>
  );
}

function Files({ customerId, mayWrite, onChanged }: { customerId: string; mayWrite: boolean; onChanged: () => Promise<unknown> }) {
  const { t } = useTranslation('customer');
  const { data, error, refetch } = useQuery(filesQuery(customerId));
  const remove = useMutation({
    mutationFn: deleteFile,
    onSuccess: async () => {
      toast(t('fileDeleted'));
      await onChanged();
    },
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={28} />;
  if (data.data.length === 0) return <Nothing>{t('card.noFiles')}</Nothing>;
  return <FileList files={data.data} onDelete={mayWrite ? (file) => remove.mutate(file.id) : undefined} />;
}
