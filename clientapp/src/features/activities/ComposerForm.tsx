import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Checkbox, FieldError } from '../../ui/Inputs';
import { isEnter } from '../../ui/keys';
import { toast } from '../../ui/toast';
import { settledValues, useAdded, useAddedCheck } from '../records/useAdded';
import { dayChips, StepFields, type Step } from '../today/StepFields';
import type { Channel } from './channels';
import { UploadButton, UploadList, useFileDrop } from './Files';
import type { FollowUpRow } from './followUps.queries';
import { PromiseFields, promiseErrors, promisesOf, type PromiseDraft } from './PromiseFields';
import { emptyDraft, InteractionFields, interactionOf } from './InteractionFields';
import css from './timeline.module.css';
import { completeWith, logInteraction, planNext, useTimelineChanged, type InteractionInput, type Subject } from './timeline.queries';
import { useUploads } from './useUploads';

type Props = {
  of: Subject;
  people: { id: string; name: string }[];
  nextStep: FollowUpRow | null;
  channel: Channel;
  onClose: () => void;
};

/** Logs a conversation and plans what follows. What has been saved once is not saved again when the rest is retried. */
export default function ComposerForm({ of, people, nextStep, channel, onClose }: Props) {
  const { t } = useTranslation(['timeline', 'today', 'common']);
  const format = useFormat();
  const changed = useTimelineChanged();
  const files = useUploads();
  const added = useAdded('interactions');
  const checkAdded = useAddedCheck(added);
  const [asking, setAsking] = useState(false);
  const [savedId, setSavedId] = useState<string | null>(null);
  const drop = useFileDrop(files.add);
  const place = of.type === 'customer' ? { customerId: of.id } : {};
  const withPerson = of.type === 'contact' ? [of.id] : [];

  // A customer never stays without a next step by oversight; a note alone asks for none.
  const step: Step = {
    subject: t('today:step.subjectDefault'),
    day: nextStep || channel === 'note' ? null : dayChips(format.today()).nextWeek,
    channel: channel === 'note' ? 'call' : channel,
  };

  const form = useForm(
    { ...emptyDraft(channel, withPerson), step, closes: false, promises: [] as PromiseDraft[] },
    {
      check: (draft) => ({
        ...checkAdded(draft.custom),
        ...promiseErrors(draft.promises, t('today:promise.dayMissing')),
        ...(!draft.subject.trim() && !draft.body.trim() && { subject: t('subjectMissing') }),
        ...(draft.step.day && !draft.step.subject.trim() && { 'next/subject': t('today:step.subjectMissing') }),
      }),
      send: async ({ step: next, closes, promises, ...draft }) => {
        const interaction = { ...place, ...interactionOf(draft), promises: promisesOf(promises), custom: settledValues(added, draft.custom) as NonNullable<InteractionInput['custom']> };
        const follows = next.day ? { ...(of.type === 'customer' ? place : { contactId: of.id }), subject: next.subject.trim(), dueOn: next.day, channel: next.channel } : null;
        let id = savedId;
        if (closes && nextStep && !id) {
          id = (await completeWith(nextStep, { result: interaction.subject ?? null, interaction, next: follows })).interaction!.id;
          setSavedId(id);
        } else {
          id ??= (await logInteraction(interaction)).id;
          setSavedId(id);
          if (follows) await planNext(follows);
        }
        form.set({ closes: false, promises: [], step: { ...next, day: null } });
        const arrived = await files.send(`/api/v1/interactions/${id}/files`);
        void changed();
        if (!arrived) return;
        toast(follows ? t('savedNext', { day: format.shortDate(follows.dueOn) }) : t('common:state.saved'));
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const touched = form.touched || files.uploads.length > 0;
  const close = () => (touched && !asking && !savedId ? setAsking(true) : onClose());

  const onKeyDown = (event: KeyboardEvent) => {
    if (isEnter(event) && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void form.submit();
    } else if (event.key === 'Escape' && !event.defaultPrevented) close();
  };

  return (
    <div className={css.composer} onKeyDown={onKeyDown} {...drop}>
      <form id={form.id} noValidate aria-label={t('compose')} className={css.form} onSubmit={(event) => void form.submit(event)}>
        <InteractionFields draft={draft} set={set} errors={errors} people={people} />
        <UploadList uploads={files.uploads} onDismiss={files.dismiss} />
        {nextStep?.can.complete && !savedId && (
          <Checkbox label={t('closes', { subject: nextStep.subject })} checked={draft.closes} onChange={(event) => set({ closes: event.target.checked })} />
        )}
        <PromiseFields promises={draft.promises} onChange={(promises) => set({ promises })} errors={errors} />
        <h4 className={css.legend}>{t('next')}</h4>
        <StepFields
          step={draft.step}
          onChange={(changedStep) => set({ step: changedStep })}
          optional
          errors={{ subject: errors['next/subject'], day: errors['next/dueOn'], channel: errors['next/channel'] }}
        />
        {form.refusal && <FieldError>{form.refusal}</FieldError>}
        {savedId && !form.sending && <p className="meta" role="status">{t('savedButFiles')}</p>}
        {asking ? (
          <div className={css.actions} role="alert">
            <span>{t('common:form.discardAsk')}</span>
            <Button autoFocus onClick={() => setAsking(false)}>{t('common:form.stay')}</Button>
            <Button variant="danger" onClick={onClose}>{t('common:form.discard')}</Button>
          </div>
        ) : (
          <div className={css.actions}>
            <Button type="submit" variant="primary" busy={form.sending}>{draft.step.day ? t('saveNext', { day: format.shortDate(draft.step.day) }) : t('common:action.save')}</Button>
            <Button variant="ghost" onClick={close}>{t('common:action.cancel')}</Button>
            {can('files.write') && <UploadButton onFiles={files.add} />}
            <span className={css.hint}>{t('keys')}</span>
          </div>
        )}
      </form>
    </div>
  );
}
