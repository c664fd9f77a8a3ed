import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { FormField, Input } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { ColorChoice, useColorNames } from './ColorChoice';
import { changeTag, type Tag } from './settings.queries';

/** A renamed tag shows its new name on every list and record. */
function useTagsChanged() {
  const client = useQueryClient();
  return () => Promise.all([['tags'], ['customers'], ['contacts']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const changed = useTagsChanged();
  const nameOf = useColorNames();
  const { ask, dialog } = useConflicts([
    { key: 'name', label: t('tags.name'), show: String },
    { key: 'color', label: t('tags.color'), show: (value) => nameOf(value as string) },
  ]);

  const form = useForm(
    { name: tag?.name ?? '', color: tag?.color ?? 'grey' },
    {
      check: ({ name }) => (name.trim() ? {} : { name: t('tags.nameMissing') }),
      send: async (draft) => {
        const input = { ...draft, name: draft.name.trim() };
        if (tag)
          await saveOver<Tag>(input, tag, tag.version, {
            ask,
            patch: (changes, version) => changeTag(tag.id, changes, version),
            reload: async () => (await body(api.GET('/api/v1/tags'))).data.find((one) => one.id === tag.id)!,
          });
        else await body(api.POST('/api/v1/tags', { body: input }));
        toast(t(tag ? 'tags.saved' : 'tags.added'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;

  return (
    <>
      <FormDrawer small form={form} title={t(tag ? 'tags.edit' : 'tags.add')} onClose={onClose}>
        <FormField label={t('tags.name')} required error={errors['name']}>
          {(control) => <Input {...control} maxLength={40} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
        </FormField>
        <ColorChoice legend={t('tags.color')} value={draft.color} onChange={(color) => set({ color })} />
      </FormDrawer>
      {dialog}
    </>
  );
}

export function DeleteTagDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const changed = useTagsChanged();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/tags/{id}', { params: { path: { id: tag.id } }, headers: ifMatch(tag.version) }),
    onSuccess: () => toast(t('tags.deleted')),
    onSettled: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <Dialog
      title={t('tags.delete')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>{t('tags.delete')}</Button>
        </>
      }
    >
      <p>{t('tags.deleteAsk', { name: tag.name })}</p>
    </Dialog>
  );
}
