import { useQuery } from '@tanstack/react-query';
import { FileUp, Sheet } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadFrom } from '../../api/files';
import { ApiProblem } from '../../api/problem';
import { currentLanguage } from '../../i18n/language';
import { entitiesQuery } from '../../table/meta';
import { Button } from '../../ui/Button';
import { FieldError, FormField, Select } from '../../ui/Inputs';
import css from './imports.module.css';
import { accepted, previewImport, type ImportPreview } from './imports.queries';

type FileStepProps = { entity: string; onEntity: (entity: string) => void; onPreview: (preview: ImportPreview) => void };

const notImported = ['users', 'teams'];

/** What it is and which file; dropping it is enough. */
export function FileStep({ entity, onEntity, onPreview }: FileStepProps) {
  const { t } = useTranslation('imports');
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const entities = useQuery(entitiesQuery).data?.data.filter((one) => !notImported.includes(one.entity)) ?? [];
  const label = currentLanguage() === 'en' ? 'labelEn' : 'labelZh';

  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    setProgress(0);
    try {
      onPreview(await previewImport(entity, file, {}, setProgress));
    } catch (fault) {
      setError(fault instanceof ApiProblem ? (fault.fieldError('/file') ?? fault.message) : t('notSent'));
    } finally {
      setProgress(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <div className={css.file}>
      <FormField label={t('entity')}>
        {(control) => <Select {...control} value={entity} options={entities.map((one) => ({ value: one.entity, label: one[label] }))} onChange={(event) => onEntity(event.target.value)} />}
      </FormField>
      <div
        className={css.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={32} strokeWidth={1.5} aria-hidden />
        <p><b>{t('drop')}</b></p>
        <p className="meta">{t('formats')}</p>
        <input ref={input} type="file" accept={accepted} className={css.hidden} aria-label={t('choose')} tabIndex={-1} onChange={(event) => void take(event.target.files?.[0])} />
        <Button variant="primary" busy={progress !== null} onClick={() => input.current?.click()}>{t('choose')}</Button>
        {progress !== null && <progress aria-label={t('sending')} value={progress} max={1} />}
      </div>
      {error && <FieldError>{error}</FieldError>}
      <p>
        <Button size="small" variant="ghost" icon={Sheet} onClick={() => void downloadFrom(`/api/v1/imports/template?entity=${entity}`, `${entity}.xlsx`)}>{t('template')}</Button>
      </p>
    </div>
  );
}
