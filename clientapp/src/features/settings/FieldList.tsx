import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Archive, GripVertical, Pencil, RotateCcw, TextCursorInput } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { ArchiveField } from './ArchiveField';
import { customFieldsQuery, orderFields, restoreField, useCustomized, type CustomField } from './fields.queries';
import css from './settings.module.css';
import { useRowOrder } from './useRowOrder';

type FieldListProps = { entity: string; kind: string; onEdit: (field: CustomField) => void; add: ReactNode };

/** The added fields of a kind in the order of its forms, and those that were archived. */
export function FieldList({ entity, kind, onEdit, add }: FieldListProps) {
  const { t } = useTranslation('fields');
  const { data: fields, error, refetch } = useQuery(customFieldsQuery(entity));
  if (error && !fields) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!fields) return <div className={css.lines}>{[1, 2, 3].map((line) => <Skeleton key={line} height={32} />)}</div>;
  const active = fields.filter(({ archivedAt }) => !archivedAt);
  const archived = fields.filter(({ archivedAt }) => archivedAt);
  return (
    <>
      {active.length > 0 ? <ActiveFields entity={entity} fields={active} onEdit={onEdit} /> : <EmptyState icon={TextCursorInput} title={t('empty', { kind })} hint={t('emptyHint')} action={add} />}
      {archived.length > 0 && <ArchivedFields entity={entity} fields={archived} />}
    </>
  );
}

type FieldsProps = { entity: string; fields: CustomField[] };

const useName = () => {
  const { i18n } = useTranslation();
  return (field: CustomField) => (i18n.language === 'en' ? field.labelEn : field.labelZh);
};

function ActiveFields({ entity, fields, onEdit }: FieldsProps & { onEdit: (field: CustomField) => void }) {
  const { t, i18n } = useTranslation('fields');
  const name = useName();
  const client = useQueryClient();
  const changed = useCustomized(entity);
  const [archiving, setArchiving] = useState<CustomField | null>(null);
  const save = useMutation({
    mutationFn: (next: CustomField[]) => orderFields(entity, next.map(({ key }) => key)),
    onSuccess: (answer) => client.setQueryData(customFieldsQuery(entity).queryKey, answer.data),
    onSettled: async () => {
      await changed();
      settled();
    },
  });
  const { items, rows, spoken, handle, settled } = useRowOrder({
    items: fields,
    keyOf: ({ key }) => key,
    say: (field, position, count) => t('moved', { name: name(field), position, count }),
    onSettle: (next) => (next.some((field, index) => field !== fields[index]) ? save.mutate(next) : settled()),
    busy: save.isPending,
  });
  const marks = ['required', 'unique', 'searchable', 'indexed'] as const;

  return (
    <>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col"><span className="sr-only">{t('order')}</span></th>
            <th scope="col">{t('label')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col" className={css.wide}>{t('key')}</th>
            <th scope="col" className={css.wide}>{t('section')}</th>
            <th scope="col" className={css.wide}>{t('abilities')}</th>
            <th scope="col"><span className="sr-only">{t('actions')}</span></th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {items.map((field, index) => (
            <tr key={field.key} data-key={field.key}>
              <td><IconButton size="small" className={css.handle} icon={GripVertical} label={t('move', { name: name(field) })} {...handle(field, index)} /></td>
              <td>{name(field)}</td>
              <td>{t(`types.${field.type}`)}</td>
              <td className={css.wide}><code>{field.key}</code></td>
              <td className={css.wide}>{i18n.language === 'en' ? field.sectionEn : field.sectionZh}</td>
              <td className={css.wide}><span className={css.badges}>{marks.filter((mark) => field[mark]).map((mark) => <Badge key={mark}>{t(`mark.${mark}`)}</Badge>)}</span></td>
              <td className={css.actions}>
                <IconButton size="small" icon={Pencil} label={t('editNamed', { name: name(field) })} onClick={() => onEdit(field)} />
                <IconButton size="small" icon={Archive} label={t('archiveNamed', { name: name(field) })} onClick={() => setArchiving(field)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sr-only" role="status">{spoken}</p>
      {archiving && <ArchiveField entity={entity} field={archiving} name={name(archiving)} onClose={() => setArchiving(null)} />}
    </>
  );
}

function ArchivedFields({ entity, fields }: FieldsProps) {
  const { t } = useTranslation('fields');
  const name = useName();
  const format = useFormat();
  const changed = useCustomized(entity);
  const restore = useMutation({
    mutationFn: (field: CustomField) => restoreField(entity, field.key),
    onSuccess: (_, field) => toast(t('restored', { name: name(field) })),
    onSettled: changed,
  });
  return (
    <section aria-labelledby="archived-fields" className={css.archived}>
      <h2 id="archived-fields">{t('archived')}</h2>
      <p className="meta">{t('archivedHint')}</p>
      <ul className={css.teams}>
        {fields.map((field) => (
          <li key={field.key}>
            <span>{name(field)} <code>{field.key}</code> <span className="meta">{t(`types.${field.type}`)} · {t('archivedAt', { when: format.relative(field.archivedAt!) })}</span></span>
            <Button size="small" icon={RotateCcw} busy={restore.isPending && restore.variables === field} aria-label={t('restoreNamed', { name: name(field) })} onClick={() => restore.mutate(field)}>{t('restore')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
