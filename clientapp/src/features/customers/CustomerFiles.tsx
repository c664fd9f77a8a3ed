import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { FileList, UploadButton, UploadList, useFileDrop } from '../activities/Files';
import { timelineKeys } from '../activities/timeline.queries';
import { useUploads } from '../activities/useUploads';
import { Card, Nothing } from './Card';
import css from './customer.module.css';
import { deleteFile, filesQuery, overviewKey } from './customer.queries';

/** All files of the customer, also those on conversations; fetched when the card is opened. */
export function CustomerFiles({ customerId, count }: { customerId: string; count: number }) {
  const { t } = useTranslation('customer');
  const client = useQueryClient();
  const { uploads, add, send, dismiss, clearDone } = useUploads();
  const path = `/api/v1/customers/${customerId}/files`;
  const mayWrite = can('files.write');

  const changed = () =>
    Promise.all([filesQuery(customerId).queryKey, overviewKey(customerId), timelineKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })));
  const take = async (files: File[]) => {
    await send(path, add(files));
    await changed();
    clearDone();
  };
  const drop = useFileDrop((files) => void take(files));

  return (
    <div className={css.drop} {...(mayWrite && drop)}>
      <Card title={t('card.files')} count={count} folded actions={mayWrite && <UploadButton small onFiles={(files) => void take(files)} />}>
        <Files customerId={customerId} mayWrite={mayWrite} onChanged={changed} />
      </Card>
      <UploadList uploads={uploads} onDismiss={dismiss} onRetry={(one) => void send(path, [one]).then(changed).then(clearDone)} />
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
