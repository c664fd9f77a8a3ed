import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { nested } from '../../fields/added';
import { isEmpty } from '../../fields/registry';
import { settle, unsettled } from '../../fields/settle';
import { useForm } from '../../fields/useForm';
import { toast } from '../../ui/toast';
import { createRecord, useRecordsChanged, type Changes } from './records.queries';
import { AddedInput } from './AddedInputs';
import { useMarks } from './useAdded';
import type { EntityField } from './useEntity';

type NewRecordProps = { entity: string; title: string; fields: EntityField[]; onClose: () => void; onMade: (id: string) => void };

/** A form for a new record of any simple kind. */
export function NewRecord({ entity, title, fields, onClose, onMade }: NewRecordProps) {
  const { t } = useTranslation(['records', 'common']);
  const changed = useRecordsChanged(entity);
  const written = fields.filter((field) => field.written);

  const form = useForm<Changes>(Object.fromEntries(written.map((field) => [field.key, field.meta.defaultValue ?? null])), {
    check: (draft) => Object.fromEntries(written.flatMap((field) => {
      const value = draft[field.key];
      if (field.meta.required && isEmpty(value)) return [[field.key, t('missing', { field: field.label })]];
      return settle(field.type, value) === undefined ? [[field.key, t(`common:${unsettled(field.type)}`)]] : [];
    })),
    send: async (draft) => {
      const record = await createRecord(entity, nested(Object.fromEntries(written.map((field) => [field.key, settle(field.type, draft[field.key]) ?? null]))));
      toast(t('created', { name: record.name }));
      await changed();
      onMade(record.id);
    },
  });

  const marks = useMarks(entity, nested(form.draft));

  return (
    <FormDrawer form={form} title={t('createIn', { kind: title })} submit={t('create')} onClose={onClose}>
      {written.map((field) => (
        <AddedInput
          key={field.key}
          one={{ field, meta: field.meta }}
          value={form.draft[field.key]}
          required={field.meta.required || marks.get(field.key)?.required === true}
          error={form.errors[field.key] ?? form.errors[field.key.replace('.', '/')]}
          onChange={(value) => form.set({ [field.key]: value })}
        />
      ))}
    </FormDrawer>
  );
}
