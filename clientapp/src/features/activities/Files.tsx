import { useMutation } from '@tanstack/react-query';
import { Download, Ellipsis, File as FileIcon, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, Paperclip, RotateCw, Trash2, X, type LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, fileFault, fileRules, type FileRow } from '../../api/files';
import { When } from '../../format/When';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { FieldError } from '../../ui/Inputs';
import { Menu } from '../../ui/Menu';
import css from './timeline.module.css';
import type { Upload } from './useUploads';

const icons: [RegExp, LucideIcon][] = [
  [/^image/, FileImage], [/^audio/, FileAudio], [/zip/, FileArchive], [/sheet|excel|csv/, FileSpreadsheet], [/pdf|word|text/, FileText],
];
const iconOf = (type: string) => icons.find(([pattern]) => pattern.test(type))?.[1] ?? FileIcon;

export function useFileSize() {
  const { language } = useFormat();
  return (bytes: number) => {
    const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, 'megabyte'] : [Math.max(1, bytes / 1024), 'kilobyte'];
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }).format(value);
  };
}

type FileListProps = { files: FileRow[]; onDelete?: ((file: FileRow) => void) | undefined };

/** Files with a download each; a link could not carry the session. */
export function FileList({ files, onDelete }: FileListProps) {
  const { t } = useTranslation(['timeline', 'common']);
  const size = useFileSize();
  const fetching = useMutation({ mutationFn: download });
  return (
    <ul className={css.files}>
      {files.map((file) => {
        const Icon = iconOf(file.contentType);
        return (
          <li key={file.id} className={css.file}>
            <button type="button" className={css.fileName} title={file.name} aria-busy={fetching.isPending && fetching.variables.id === file.id} onClick={() => fetching.mutate(file)}>
              <Icon size={16} aria-hidden />
              <span className="truncate">{file.name}</span>
            </button>
            <span className="meta figures">{size(file.size)}</span>
            {onDelete && (
              <>
                <span className="meta"><When value={file.uploadedAt} /></span>
                <Menu
                  label={t('file.menu', { name: file.name })}
                  trigger={(props) => <IconButton {...props} size="small" label={t('file.menu', { name: file.name })} icon={Ellipsis} />}
                  items={[
                    { label: t('file.download'), icon: Download, onSelect: () => fetching.mutate(file) },
                    { label: t('common:action.delete'), icon: Trash2, danger: true, onSelect: () => onDelete(file) },
                  ]}
                />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function UploadButton({ onFiles, small }: { onFiles: (files: File[]) => void; small?: boolean }) {
  const { t } = useTranslation('timeline');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={fileRules.extensions.join(',')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {small ? (
        <IconButton size="small" label={t('file.add')} icon={Paperclip} onClick={() => input.current?.click()} />
      ) : (
        <Button size="small" variant="ghost" icon={Paperclip} onClick={() => input.current?.click()}>{t('file.add')}</Button>
      )}
    </>
  );
}

type UploadListProps = { uploads: Upload[]; onDismiss: (key: string) => void; onRetry?: ((upload: Upload) => void) | undefined };

export function UploadList({ uploads, onDismiss, onRetry }: UploadListProps) {
  const { t } = useTranslation('timeline');
  const size = useFileSize();
  if (uploads.length === 0) return null;
  return (
    <ul className={css.files}>
      {uploads.map((one) => (
        <li key={one.key} className={css.upload}>
          <div className={css.file}>
            <span className={css.fileName}><Paperclip size={16} aria-hidden /><span className="truncate">{one.file.name}</span></span>
            <span className="meta figures">{size(one.file.size)}</span>
            {one.state === 'refused' && onRetry && !fileFault(one.file) && <IconButton size="small" label={t('file.retry', { name: one.file.name })} icon={RotateCw} onClick={() => onRetry(one)} />}
            {one.state !== 'sending' && <IconButton size="small" label={t('file.dismiss', { name: one.file.name })} icon={X} onClick={() => onDismiss(one.key)} />}
          </div>
          {one.state === 'sending' && <progress className={css.progress} aria-label={t('file.progress', { name: one.file.name })} value={one.progress} max={1} />}
          {one.fault && <FieldError>{one.fault}</FieldError>}
        </li>
      ))}
    </ul>
  );
}

/** Takes files that are dropped onto it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const holdsFiles = (event: React.DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    'data-drop': over || undefined,
    onDragOver: (event: React.DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: React.DragEvent) => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
  };
}
