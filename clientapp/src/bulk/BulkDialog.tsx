import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../fields/added';
import type { Field } from '../fields/field';
import { FormDrawer } from '../fields/FormDrawer';
import { kindOf } from '../fields/registry';
import { settle, unsettled } from '../fields/settle';
import { useForm } from '../fields/useForm';
import { useFormat } from '../format/useFormat';
import type { Column } from '../table/columns';
import { fieldOf, metaQuery } from '../table/meta';
import { FormField, Select } from '../ui/Inputs';
import { previewBulk, startBulk, type BulkKind, type BulkOrder, type BulkTarget } from './bulk.queries';
import css from './bulk.module.css';

type BulkDialogProps<Row> = {
  entity: string;
  kind: BulkKind;
  target: BulkTarget;
  /** How many were chosen; null while nobody has counted. */
  count: number | null;
  fields: Column<Row>[];
  onClose: () => void;
  onBegun: (jobId: string) => void;
};

type Draft = { key: string; value: unknown };

/** What is to be done, whom it would leave out and why, and only then the start. */
export function BulkDialog<Row>({ entity, kind, target, count, fields, onClose, onBegun }: BulkDialogProps<Row>) {
  const { t } = useTranslation(['bulk', 'common']);
  const choices = useBulkFields(entity, fields);
  const fixed: Partial<Record<BulkKind, Field>> = {
    assign: { key: 'ownerId', type: 'user', label: t('owner') },
    add_tags: { key: 'tags', type: 'tags', label: t('tags') },
    remove_tags: { key: 'tags', type: 'tags', label: t('tags') },
  };

  const fieldOf = (key: string) => fixed[kind] ?? choices.find((choice) => choice.key === key);
  const check = ({ key, value }: Draft): Record<string, string | undefined> => {
    const type = fieldOf(key)?.type;
    const wrong = type && value && settle(type, value) === undefined ? t(`common:${unsettled(type)}`) : undefined;
    return { key: kind === 'change' && !key ? t('missing') : undefined, value: fixed[kind] && isNothing(value) ? t('missing') : wrong };
  };
  const send = async (draft: Draft) => onBegun(await startBulk(entity, target, orderOf(kind, draft, fieldOf(draft.key)), count));
  const form = useForm<Draft>({ key: fixed[kind]?.key ?? '', value: null }, { check, send });
  const field = fieldOf(form.draft.key);
  const ready = kind === 'delete' || kind === 'restore' || Boolean(field && (kind === 'change' || !isNothing(form.draft.value)));
  const Input = field && kindOf(field.type).Input;

  return (
    <FormDrawer form={form} title={t(`title.${kind}`)} submit={t('start')} onClose={onClose} small>
      {(kind === 'delete' || kind === 'restore') && <p>{t(`hint.${kind}`)}</p>}
      {kind === 'change' && (
        <FormField label={t('field')} error={form.errors['key']}>
          {(control) => <Select {...control} empty={t('common:action.choose')} options={choices.map(({ key, label }) => ({ value: key, label }))} value={form.draft.key} onChange={(event) => form.set({ key: event.target.value, value: null })} />}
        </FormField>
      )}
      {field && Input && (
        <FormField label={kind === 'change' ? t('value') : field.label} error={form.errors['value']}>
          {(control) => <Input {...control} key={field.key} field={field} value={form.draft.value} onChange={(value) => form.set({ value })} />}
        </FormField>
      )}
      {ready && <Preview entity={entity} target={target} order={orderOf(kind, form.draft, field)} />}
    </FormDrawer>
  );
}

const isNothing = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

function orderOf(kind: BulkKind, { value }: Draft, field: Field | undefined): BulkOrder {
  switch (kind) {
    case 'change':
      return { action: kind, values: field ? changesOf(field.key, value ? settle(field.type, value) : value) : {} };
    case 'assign':
      return { action: kind, ownerId: value as string | null };
    case 'add_tags':
    case 'remove_tags':
      return { action: kind, tags: (value as string[] | null) ?? [] };
    default:
      return { action: kind };
  }
}

/** The fields that many records may be given one value of, in the words of the list where it has them. */
function useBulkFields<Row>(entity: string, columns: Column<Row>[]): Field[] {
  const { i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  return (data?.fields ?? []).flatMap((meta): Field[] => {
    const column = columns.find(({ key }) => key === meta.key);
    const field = fieldOf(meta, i18n.language === 'en');
    // The house's owner and tags have ways of their own; its relations, places and words without a label have no input here.
    const alone = meta.custom || !['user', 'tags', 'region'].includes(field?.type ?? '');
    if (!meta.bulkEditable || !field || !alone || (meta.relatesTo && !meta.custom) || (meta.type === 'choice' && !column?.options && meta.options.length === 0)) return [];
    return [{ ...field, label: column?.label ?? field.label, ...(meta.options.length === 0 && column?.options && { options: column.options }) } as Field];
  });
}

function Preview({ entity, target, order }: { entity: string; target: BulkTarget; order: BulkOrder }) {
  const { t, i18n } = useTranslation('bulk');
  const format = useFormat();
  const { data, isFetching } = useQuery({
    queryKey: ['bulk', entity, target, order],
    queryFn: async ({ signal }) => {
      // Typing on cancels this request before it is sent.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return previewBulk(entity, target, order, signal);
    },
    retry: false,
    gcTime: 0,
  });
  if (!data) return isFetching ? <p role="status" className={css.preview}>{t('checking')}</p> : null;
  const skipped = data.skipped.reduce((sum, { count }) => sum + count, 0);
  const number = (count: number) => ({ count, value: format.number(count) });
  return (
    <div role="status" className={css.preview}>
      <b>{t('matching', number(data.matching))}</b>
      {data.checked < data.matching && <span className="meta">{t('checked', number(data.checked))}</span>}
      <ul>
        <li><span>{t('changed')}</span><span>{format.number(data.changed)}</span></li>
        {data.unchanged > 0 && <li><span>{t('unchanged')}</span><span>{format.number(data.unchanged)}</span></li>}
        {data.skipped.map(({ code, field, count }) => (
          <li key={`${code} ${field}`}><span>{t('skip', { reason: i18n.exists(`bulk:reason.${code}`) ? t(`reason.${code}` as 'reason.permission_missing') : t('reason.other') })}</span><span>{format.number(count)}</span></li>
        ))}
      </ul>
      {skipped > 0 && data.changed === 0 && <b>{t('noneLeft')}</b>}
    </div>
  );
}
