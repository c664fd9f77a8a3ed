import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../../fields/form.module.css';
import { CodeInput } from '../../fields/inputs';
import type { FormErrors } from '../../fields/useForm';
import { DateTimeField } from '../../ui/antd';
import { Checkbox, FormField, Input, Segmented, TextArea } from '../../ui/Inputs';
import { withTexts } from '../../i18n/i18n';
import { useAdded, type Values } from '../records/useAdded';
import { channelIcons, useChannelOptions, type Channel } from './channels';
import own from './timeline.module.css';
import type { InteractionInput, TimelineItem } from './timeline.queries';

const AddedPart = lazy(() => withTexts(import('../records/AddedPart'), 'records'));

export const channels: Channel[] = ['call', 'visit', 'meeting', 'email', 'chat', 'sms', 'note'];
const longestMinutes = 7 * 24 * 60;
const subjectMax = 200;

export type InteractionDraft = {
  channel: Channel;
  direction: 'inbound' | 'outbound';
  subject: string;
  body: string;
  startedAt: string | null;
  minutes: string;
  outcome: string | null;
  contactIds: string[];
  /** What was entered in added fields. */
  custom: Values;
};

export const emptyDraft = (channel: Channel, contactIds: string[] = []): InteractionDraft => ({
  channel, direction: 'outbound', subject: '', body: '', startedAt: null, minutes: '', outcome: null, contactIds, custom: {},
});

export const draftOf = (item: TimelineItem): InteractionDraft => ({
  channel: item.channel,
  direction: item.direction ?? 'outbound',
  subject: item.subject,
  body: item.body ?? '',
  startedAt: item.at,
  minutes: item.durationMinutes === null ? '' : String(item.durationMinutes),
  outcome: item.outcome,
  contactIds: item.contacts.map((contact) => contact.id),
  custom: {},
});

/** A note has no other side. Who writes no subject means the first line, which is then not said twice. */
export function interactionOf({ channel, direction, subject, body, startedAt, minutes, outcome, contactIds }: InteractionDraft): InteractionInput {
  const note = channel === 'note';
  const text = body.trim();
  const first = text.split('\n', 1)[0]!;
  const moved = !subject.trim() && first.length <= subjectMax;
  return {
    channel,
    direction: note ? null : direction,
    subject: subject.trim() || first.slice(0, subjectMax),
    body: (moved ? text.slice(first.length).trim() : text) || null,
    startedAt,
    durationMinutes: note || minutes === '' ? null : Number(minutes),
    outcome: note ? null : outcome,
    contactIds,
  };
}

/** With a follow-up that it ends, a conversation is a part of what is sent. */
const inner = (errors: FormErrors): FormErrors => Object.fromEntries(Object.entries(errors).map(([key, text]) => [key.replace(/^interaction\//, ''), text]));

type Props = {
  draft: InteractionDraft;
  set: (changes: Partial<InteractionDraft>) => void;
  errors: FormErrors;
  people: { id: string; name: string }[];
  /** What the conversation that is corrected has in added fields. */
  known?: Values | null | undefined;
};

/** What was said, how, with whom and when; the same to log and to correct. */
export function InteractionFields({ draft, set, errors, people, known }: Props) {
  const { t } = useTranslation('timeline');
  const options = useChannelOptions(channels);
  const note = draft.channel === 'note';
  const added = useAdded('interactions');
  const error = (key: string) => errors[key] ?? errors[`interaction/${key}`];
  const togglePerson = (id: string, on: boolean) => set({ contactIds: on ? [...draft.contactIds, id] : draft.contactIds.filter((other) => other !== id) });

  return (
    <>
      <Segmented
        label={t('channel')}
        value={draft.channel}
        options={options.map(({ value, label }) => {
          const Icon = channelIcons[value as Channel];
          return { value: value as Channel, label: <><Icon size={14} aria-hidden />{label}</> };
        })}
        onChange={(channel) => set({ channel })}
      />
      <FormField label={t('subject')} error={error('subject')}>
        {(control) => <Input {...control} autoFocus maxLength={subjectMax} placeholder={t('subjectHint')} value={draft.subject} onChange={(event) => set({ subject: event.target.value })} />}
      </FormField>
      <FormField label={t(note ? 'note' : 'body')} error={error('body')}>
        {(control) => <TextArea {...control} rows={4} maxLength={20_000} value={draft.body} onChange={(event) => set({ body: event.target.value })} />}
      </FormField>
      {!note && (
        <div className={css.pair}>
          <FormField label={t('outcome')} error={error('outcome')}>
            {(control) => <CodeInput {...control} field={{ key: 'outcome', type: 'code', label: t('outcome'), codeList: 'interaction_outcome' }} value={draft.outcome} onChange={(outcome) => set({ outcome })} />}
          </FormField>
          <FormField label={t('duration')} error={error('durationMinutes')}>
            {(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={longestMinutes} value={draft.minutes} onChange={(event) => set({ minutes: event.target.value })} />}
          </FormField>
        </div>
      )}
      <div className={css.pair}>
        <FormField label={t('startedAt')} error={error('startedAt')} hint={draft.startedAt ? undefined : t('startedNow')}>
          {({ id, 'aria-describedby': hint, 'aria-invalid': invalid }) => (
            <DateTimeField id={id} value={draft.startedAt} onChange={(startedAt) => set({ startedAt })} status={invalid ? 'error' : ''} {...(hint && { 'aria-describedby': hint })} />
          )}
        </FormField>
        {!note && (
          <div className={own.fieldset}>
            <span className={own.legend}>{t('who')}</span>
            <Segmented
              label={t('who')}
              value={draft.direction}
              options={[{ value: 'outbound', label: t('direction.outbound') }, { value: 'inbound', label: t('direction.inbound') }]}
              onChange={(direction) => set({ direction })}
            />
          </div>
        )}
      </div>
      {people.length > 0 && (
        <fieldset className={own.fieldset}>
          <legend className={own.legend}>{t('people')}</legend>
          <div className={own.people}>
            {people.map(({ id, name }) => <Checkbox key={id} label={name} checked={draft.contactIds.includes(id)} onChange={(event) => togglePerson(id, event.target.checked)} />)}
          </div>
        </fieldset>
      )}
      {added.length > 0 && (
        <Suspense>
          <AddedPart entity="interactions" record={draft} known={known} values={draft.custom} errors={inner(errors)} onChange={(custom) => set({ custom })} />
        </Suspense>
      )}
    </>
  );
}
