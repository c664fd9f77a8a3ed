import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileFault, fileRules, refusalOf, upload } from '../../api/files';

export type Upload = { key: string; file: File; progress: number; state: 'waiting' | 'sending' | 'done' | 'refused'; fault?: string };

/** Files on their way: chosen now, sent now or once there is a record to put them on. */
export function useUploads() {
  const { t } = useTranslation('timeline');
  const [uploads, setUploads] = useState<Upload[]>([]);

  const change = (key: string, part: Partial<Upload>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  /** Adds files; those that would be refused say so at once. */
  const add = (files: Iterable<File>): Upload[] => {
    const added = [...files].map((file): Upload => {
      const fault = fileFault(file);
      const text = fault && t(`file.${fault}`, { max: fileRules.maxBytes / 1024 / 1024 });
      return { key: crypto.randomUUID(), file, progress: 0, state: text ? 'refused' : 'waiting', ...(text && { fault: text }) };
    });
    setUploads((all) => [...all, ...added]);
    return added;
  };

  /** One after the other; true when all have arrived. A retry uses the same key, so nothing arrives twice. */
  const send = async (path: string, which: Upload[] = uploads): Promise<boolean> => {
    let complete = true;
    for (const { key, file, state } of which) {
      if (state === 'done' || fileFault(file)) continue;
      change(key, { state: 'sending', progress: 0 });
      try {
        await upload(path, file, (progress) => change(key, { progress }), key);
        change(key, { state: 'done', progress: 1 });
      } catch (error) {
        complete = false;
        change(key, { state: 'refused', fault: refusalOf(error) ?? t('file.lost') });
      }
    }
    return complete;
  };

  const dismiss = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));
  const clearDone = () => setUploads((all) => all.filter((one) => one.state !== 'done'));
  return { uploads, add, send, dismiss, clearDone };
}
