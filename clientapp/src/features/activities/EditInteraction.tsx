import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { toast } from '../../ui/toast';
import { settledValues, useAdded, useAddedCheck } from '../records/useAdded';
import type { Channel } from './channels';
import { UploadButton, UploadList } from './Files';
import { draftOf, InteractionFields, interactionOf } from './InteractionFields';
import { correctInteraction, getInteraction, useTimelineChanged, type InteractionChanges, type TimelineItem } from './timeline.queries';
import { useUploads } from './useUploads';

type Versioned = InteractionChanges & { version: number };
type Props = { item: TimelineItem; people: { id: string; name: string }[]; onClose: () => void };

/** Corrects a conversation that was logged; only what was touched goes out. */
export default function EditInteraction({ item, people, onClose }: Props) {
  const { t } = useTranslation(['timeline', 'activities', 'common']);
  const format = useFormat();
  const changed = useTimelineChanged();
  const files = useUploads();
  const added = useAdded('interactions');
  const checkAdded = useAddedCheck(added, false);
  // The timeline brings no values of added fields along.
  const { data: whole } = useQuery({ queryKey: ['interactions', item.id, item.version], queryFn: () => getInteraction(item.id), enabled: added.length > 0 });
  const everyone = [...people, ...item.contacts.filter((contact) => !people.some(({ id }) => id === contact.id))];

  const { ask, dialog } = useConflicts([
    { key: 'subject', label: t('subject'), show: String },
    { key: 'body', label: t('body'), show: String },
    { key: 'channel', label: t('channel'), show: (value) => t(`activities:channel.${value as Channel}`) },
    { key: 'direction', label: t('who'), show: (value) => t(`direction.${value as 'inbound' | 'outbound'}`) },
    { key: 'startedAt', label: t('startedAt'), show: (value) => format.instant(value as string) },
    { key: 'durationMinutes', label: t('duration'), show: String },
    { key: 'outcome', label: t('outcome'), show: String },
    { key: 'contactIds', label: t('people'), show: (value) => (value as string[]).map((id) => everyone.find((one) => one.id === id)?.name ?? id).join(', ') },
  ]);

  const form = useForm(draftOf(item), {
    check: (draft) => ({ ...checkAdded(draft.custom), ...(!draft.subject.trim() && !draft.body.trim() && { subject: t('subjectMissing') }) }),
    send: async (draft) => {
      const seen = interactionOf(draftOf(item));
      const input = interactionOf(draft);
      const keys = (Object.keys(input) as (keyof InteractionChanges)[]).filter((key) => JSON.stringify(input[key]) !== JSON.stringify(seen[key]));
      const custom = settledValues(added, draft.custom);
      const changes = { ...Object.fromEntries(keys.map((key) => [key, input[key]])), ...(Object.keys(custom).length > 0 && { custom }) } as Partial<Versioned>;
      if (Object.keys(changes).length > 0)
        await saveOver<Versioned>(changes, { ...seen, custom: whole?.custom ?? null } as Partial<Versioned>, item.version, {
          ask,
          patch: (part, version) => correctInteraction(item.id, version, part),
          reload: async () => {
            const fresh = await getInteraction(item.id);
            return { ...fresh, contactIds: fresh.contacts.map((contact) => contact.id) };
          },
        });
      const arrived = await files.send(`/api/v1/interactions/${item.id}/files`);
      void changed();
      if (!arrived) return;
      toast(t('common:state.saved'));
      onClose();
    },
  });

  return (
    <>
      <FormDrawer form={form} title={t('edit')} onClose={onClose} actions={<UploadButton onFiles={files.add} />}>
        <InteractionFields draft={form.draft} set={form.set} errors={form.errors} people={everyone} known={whole?.custom ?? {}} />
        <UploadList uploads={files.uploads} onDismiss={files.dismiss} />
      </FormDrawer>
      {dialog}
    </>
  );
}
