import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import { useMe } from '../../api/session';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { CodeInput } from '../../fields/inputs';
import { RecordPicker, type Picked } from '../../fields/RecordPicker';
import { useForm } from '../../fields/useForm';
import { addDays, workday } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { FormField, Input, Segmented, Select, TextArea } from '../../ui/Inputs';
import { Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { settledValues, useAdded, useAddedCheck, type Values } from '../records/useAdded';
import { useChannelOptions, type Channel } from './channels';
import { DueInput } from './DueInput';
import { noRepeat, ruleOf } from './repeat';
import { changeFollowUp, useFollowUpsChanged, type FollowUpInput, type FollowUpRow } from './followUps.queries';

const ReminderPick = lazy(() => withTexts(import('./ReminderPick'), 'repeat'));
const RepeatFields = lazy(() => withTexts(import('./RepeatFields'), 'repeat'));
const QuestionnairePick = lazy(() => withTexts(import('../questionnaires/QuestionnairePick'), 'questionnaires'));
const AddedPart = lazy(() => withTexts(import('../records/AddedPart'), 'records'));

type FollowUpFormProps = {
  /** The follow-up to change; without it a new one is planned. */
  row?: FollowUpRow;
  initial?: Partial<FollowUpRow>;
  onClose: () => void;
  actions?: ReactNode;
};

const members = ['subject', 'channel', 'dueOn', 'dueAt', 'customerId', 'contactId', 'ownerId', 'notes', 'durationMinutes', 'remindMinutes', 'questionnaireId'] as const;
type Reach = 'this' | 'following' | 'all';

/** Plans a follow-up or changes one that is planned. */
export function FollowUpForm({ row, initial = {}, onClose, actions }: FollowUpFormProps) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const me = useMe();
  const changed = useFollowUpsChanged();
  const channels = useChannelOptions();
  const added = useAdded('follow-ups');
  const checkAdded = useAddedCheck(added, !row);
  const owner = { key: 'ownerId', type: 'user', label: t('field.owner') } as const;

  const { ask, dialog } = useConflicts([
    { key: 'subject', label: t('field.subject'), show: String },
    { key: 'channel', label: t('field.channel'), show: (value) => t(`channel.${value as Channel}`) },
    { key: 'dueOn', label: t('field.day'), show: (value) => format.date(value as string) },
    { key: 'dueAt', label: t('field.time'), show: (value) => format.instant(value as string) },
    { key: 'notes', label: t('field.notes'), show: String },
  ]);

  const form = useForm(
    {
      subject: initial.subject ?? '',
      channel: initial.channel ?? ('call' as Channel),
      dueOn: initial.dueOn ?? (initial.dueAt ? null : workday(addDays(format.today(), 1))),
      dueAt: initial.dueAt ?? null,
      customer: picked(initial.customerId, initial.customerName),
      contact: picked(initial.contactId, initial.contactName),
      ownerId: initial.ownerId ?? me.id,
      notes: initial.notes ?? '',
      durationMinutes: initial.durationMinutes ?? null,
      remindMinutes: initial.remindMinutes ?? null,
      questionnaireId: initial.questionnaireId ?? null,
      repeat: noRepeat,
      reach: 'this' as Reach,
      custom: {} as Values,
    },
    {
      check: (draft) => ({
        ...checkAdded(draft.custom),
        ...(!draft.subject.trim() && { subject: t('form.subjectMissing') }),
        ...(!draft.dueOn && !draft.dueAt && { dueOn: t('form.dueMissing') }),
        ...(!draft.customer && !draft.contact && { customerId: t('form.someone') }),
      }),
      send: async ({ customer, contact, custom: entered, repeat, reach, ...draft }) => {
        const custom = settledValues(added, entered) as NonNullable<FollowUpInput['custom']>;
        const input: FollowUpInput = { ...draft, subject: draft.subject.trim(), notes: draft.notes.trim() || null, customerId: customer?.id ?? null, contactId: contact?.id ?? null };
        const rule = ruleOf(repeat, draft.dueOn ?? format.dayOf(draft.dueAt!));
        if (row?.seriesId && reach !== 'this') await changeSeries(row, input, reach, draft.dueAt ? clockOf(format.minuteOf(draft.dueAt)) : null);
        else if (!row && rule) {
          const { dueOn, dueAt, ...series } = input;
          await body(api.POST('/api/v1/follow-up-series', { body: { ...series, rule, startsOn: dueOn ?? format.dayOf(dueAt!), startTime: dueAt ? clockOf(format.minuteOf(dueAt)) : null, timeZone: format.timeZone } }));
        } else if (row)
          await saveOver({ ...touched(input, row), ...(Object.keys(custom).length > 0 && { custom: custom as FollowUpRow['custom'] }) }, row, row.version, {
            ask,
            patch: (changes, version) => changeFollowUp({ id: row.id, version }, changes),
            reload: () => body(api.GET('/api/v1/follow-ups/{id}', { params: { path: { id: row.id } } })),
          });
        else await body(api.POST('/api/v1/follow-ups', { body: { ...input, custom } }));
        toast(t(row ? 'done.saved' : 'done.planned'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const people = useQuery({
    queryKey: ['customers', draft.customer?.id, 'contacts'],
    queryFn: ({ signal }) => body(api.GET('/api/v1/customers/{customerId}/contacts', { params: { path: { customerId: draft.customer!.id } }, signal })),
    enabled: draft.customer !== null,
  });
  const suggestions = people.data?.data.filter((person) => !person.leftOn).map((person) => ({ id: person.contactId, name: person.name })) ?? [];

  return (
    <>
      <FormDrawer form={form} title={t(row ? 'form.editTitle' : 'form.planTitle')} onClose={onClose} actions={actions}>
        <FormField label={t('field.subject')} required error={errors['subject']}>
          {(control) => <Input {...control} autoFocus={!row} maxLength={200} placeholder={t('form.subjectHint')} value={draft.subject} onChange={(event) => set({ subject: event.target.value })} />}
        </FormField>
        <div className={css.pair}>
          <DueInput label={t('field.due')} value={draft} error={errors['dueOn'] ?? errors['dueAt']} onChange={set} />
          <FormField label={t('field.channel')} error={errors['channel']}>
            {(control) => <Select {...control} options={channels} value={draft.channel} onChange={(event) => set({ channel: event.target.value as Channel })} />}
          </FormField>
        </div>
        {draft.dueAt && (
          <FormField label={t('field.duration')} error={errors['durationMinutes']}>
            {(control) => <Input {...control} type="number" inputMode="numeric" min={1} max={10080} value={draft.durationMinutes ?? ''} onChange={(event) => set({ durationMinutes: event.target.value ? event.target.valueAsNumber : null })} />}
          </FormField>
        )}
        <Suspense fallback={<Skeleton height={72} />}>
          <ReminderPick value={draft.remindMinutes} error={errors['remindMinutes']} onChange={(remindMinutes) => set({ remindMinutes })} />
        </Suspense>
        {!row && (
          <Suspense>
            <RepeatFields repeat={draft.repeat} day={draft.dueOn ?? (draft.dueAt ? format.dayOf(draft.dueAt) : format.today())} error={errors['rule']} onChange={(repeat) => set({ repeat })} />
          </Suspense>
        )}
        {row?.seriesId && row.occursOn && (
          <FormField label={t('series.applies')} hint={t('series.hint')}>
            {() => <Segmented label={t('series.applies')} value={draft.reach} options={(['this', 'following', 'all'] as const).map((reach) => ({ value: reach, label: t(`series.${reach}`) }))} onChange={(reach) => set({ reach })} />}
          </FormField>
        )}
        <FormField label={t('field.customer')} error={errors['customerId']}>
          {(control) => <RecordPicker {...control} type="customer" value={draft.customer} onChange={(customer) => set({ customer })} />}
        </FormField>
        <FormField label={t('field.contact')} error={errors['contactId']}>
          {(control) => <RecordPicker {...control} type="contact" suggestions={suggestions} value={draft.contact} onChange={(contact) => set({ contact })} />}
        </FormField>
        <FormField label={t('field.owner')} error={errors['ownerId']}>
          {(control) => <CodeInput {...control} field={owner} value={draft.ownerId} onChange={(ownerId) => set({ ownerId: ownerId ?? me.id })} />}
        </FormField>
        <FormField label={t('field.notes')} error={errors['notes']}>
          {(control) => <TextArea {...control} rows={4} maxLength={4000} value={draft.notes} onChange={(event) => set({ notes: event.target.value })} />}
        </FormField>
        <Suspense>
          <QuestionnairePick value={draft.questionnaireId} error={errors['questionnaireId']} onChange={(questionnaireId) => set({ questionnaireId })} />
        </Suspense>
        {added.length > 0 && (
          <Suspense>
            <AddedPart entity="follow-ups" record={draft} known={row?.custom} values={draft.custom} errors={errors} onChange={(custom) => set({ custom })} />
          </Suspense>
        )}
      </FormDrawer>
      {dialog}
    </>
  );
}

const clockOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;

/** What changed in one appointment holds for those that follow, or for all. The day stays what the rule says. */
async function changeSeries(row: FollowUpRow, input: FollowUpInput, reach: Reach, startTime: string | null) {
  const path = { id: row.seriesId! };
  const series = await body(api.GET('/api/v1/follow-up-series/{id}', { params: { path } }));
  const { dueOn: _dueOn, dueAt: _dueAt, ...changes } = touched(input, row);
  const patch = { ...changes, ...(startTime !== series.startTime && { startTime }) };
  await body(api.PATCH('/api/v1/follow-up-series/{id}', { params: { path, query: reach === 'following' ? { from: row.occursOn! } : {} }, headers: ifMatch(series.version), body: patch as never }));
}

const picked = (id: string | null | undefined, name: string | null | undefined): Picked | null => (id ? { id, name: name ?? '' } : null);

/** Only what the user changed goes out, so that others' work on the rest stays. */
function touched(input: FollowUpInput, row: FollowUpRow): Partial<FollowUpRow> {
  return Object.fromEntries(members.filter((key) => (input[key] ?? null) !== (row[key] ?? null)).map((key) => [key, input[key] ?? null]));
}

