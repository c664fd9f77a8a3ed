import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { isEmpty, kindOf } from '../../fields/registry';
import { settle, unsettled } from '../../fields/settle';
import { useForm } from '../../fields/useForm';
import { FormField } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { createRecord, useRecordsChanged, type Changes } from './records.queries';
import { asSent, type EntityField } from './useEntity';

type NewRecordProps = { entity: string; title: string; fields: EntityField[]; onClose: () => void; onMade: (id: string) => void };

/** A form for a new record of any simple kind. */
export function NewRecord({ entity, title, fields, onClose, onMade }: NewRecordProps) {
  const { t } = useTranslation(['records', 'common']);
  const changed = useRecordsChanged(entity);
  const written = fields.filter((field) => field.written);

  const form = useForm<Changes>(Object.fromEntries(written.map((field) => [field.key, null])), {
    check: (draft) => Object.fromEntries(written.flatMap((field) => {
      const value = draft[field.key];
      if (field.required && isEmpty(value)) return [[field.key, t('missing', { field: field.label })]];
      return settle(field.type, value) === undefined ? [[field.key, t(`common:${unsettled(field.type)}`)]] : [];
    })),
    send: async (draft) => {
      const record = await createRecord(entity, asSent(Object.fromEntries(written.map((field) => [field.key, settle(field.type, draft[field.key]) ?? null]))));
      toast(t('created', { name: record.name }));
      await changed();
      onMade(record.id);
    },
  });

  return (
    <FormDrawer form={form} title={t('createIn', { kind: title })} submit={t('create')} onClose={onClose}>
      {written.map((field) => {
        const { Input } = kindOf(field.type);
        return (
          <FormField key={field.key} label={field.label} required={field.required} error={form.errors[field.key]}>
            {({ required: _, ...control }) => <Input {...control} field={field} value={form.draft[field.key] ?? null} onChange={(value) => form.set({ [field.key]: value })} />}
          </FormField>
        );
      })}
    </FormDrawer>
  );
}
