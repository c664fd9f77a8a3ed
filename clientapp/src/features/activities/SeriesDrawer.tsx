import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import css from '../../fields/form.module.css';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { DateField } from '../../ui/antd';
import { FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { useChannelOptions } from './channels';
import { howOf, repeatOf, ruleOf } from './repeat';
import RepeatFields from './RepeatFields';
import type { Series } from './series.queries';
import { changeSeries, endSeries, seriesQuery, useSeriesChanged } from './seriesChanges';

const QuestionnairePick = lazy(() => withTexts(import('../questionnaires/QuestionnairePick'), 'questionnaires'));
const History = lazy(() => withTexts(import('../history/History'), 'history', 'customer').then((file) => ({ default: file.History })));

type Props = { id: string; onClose: () => void };

/** Changes a series as a whole: its rule, its first day, its time. What somebody changed on its own stays. */
export function SeriesDrawer({ id, onClose }: Props) {
  const { data } = useQuery(seriesQuery(id));
  return data ? <SeriesForm series={data} onClose={onClose} /> : null;
}

function SeriesForm({ series, onClose }: { series: Series; onClose: () => void }) {
  const { t } = useTranslation(['activities', 'repeat']);
  const changed = useSeriesChanged();
  const channels = useChannelOptions();
  const form = useForm(
    { subject: series.subject, channel: series.channel, startsOn: series.startsOn as string | null, startTime: series.startTime?.slice(0, 5) ?? '', repeat: repeatOf(series.rule, series.startsOn), notes: series.notes ?? '', questionnaireId: series.questionnaireId ?? null },
    {
      check: (draft) => ({ ...(!draft.subject.trim() && { subject: t('form.subjectMissing') }), ...(!draft.startsOn && { startsOn: t('form.dueMissing') }), ...(draft.repeat.how === 'none' && { rule: t('repeat:missing') }) }),
      send: async ({ startsOn, startTime, repeat, ...draft }) => {
        await changeSeries(series, { subject: draft.subject.trim(), channel: draft.channel, startsOn: startsOn!, startTime: startTime ? `${startTime}:00` : null, rule: ruleOf(repeat, startsOn!), notes: draft.notes.trim() || null, questionnaireId: draft.questionnaireId });
        toast(t('done.saved'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const shown = useShown(series);
  return (
    <FormDrawer form={form} title={t('repeat:editTitle')} onClose={onClose}>
      <FormField label={t('field.subject')} required error={errors['subject']}>{(control) => <Input {...control} maxLength={200} value={draft.subject} onChange={(event) => set({ subject: event.target.value })} />}</FormField>
      <div className={css.pair}>
        <FormField label={t('repeat:first')} required error={errors['startsOn']}>{({ id }) => <DateField id={id} value={draft.startsOn} onChange={(startsOn) => set({ startsOn })} status={errors['startsOn'] ? 'error' : ''} />}</FormField>
        <FormField label={t('repeat:time')} hint={t('repeat:timeHint')} error={errors['startTime']}>{(control) => <Input {...control} type="time" value={draft.startTime} onChange={(event) => set({ startTime: event.target.value })} />}</FormField>
      </div>
      {draft.startsOn && <RepeatFields repeat={draft.repeat} day={draft.startsOn} error={errors['rule']} onChange={(repeat) => set({ repeat })} />}
      <FormField label={t('field.channel')} error={errors['channel']}>
        {(control) => <Select {...control} options={channels} value={draft.channel} onChange={(event) => set({ channel: event.target.value as Series['channel'] })} />}
      </FormField>
      <FormField label={t('field.notes')} error={errors['notes']}>{(control) => <TextArea {...control} rows={4} maxLength={4000} value={draft.notes} onChange={(event) => set({ notes: event.target.value })} />}</FormField>
      <Suspense>
        <QuestionnairePick value={draft.questionnaireId} error={errors['questionnaireId']} onChange={(questionnaireId) => set({ questionnaireId })} />
        <History of={{ entity: 'follow-up-series', id: series.id, version: series.version }} fields={shown} rest="alone" />
      </Suspense>
    </FormDrawer>
  );
}

/** The rule, the time and the days left out, as people say them, where the changes of a series are told. */
function useShown({ startsOn }: Series): ConflictField[] {
  const { t } = useTranslation(['activities', 'repeat']);
  const format = useFormat();
  return useMemo(
    () => [
      { key: 'rule', label: t('repeat:how'), show: (value) => <span title={value as string}>{t(`repeat:${howOf(value as string, startsOn)}`)}</span> },
      { key: 'startTime', label: t('repeat:time'), show: (value) => (value as string).slice(0, 5) },
      { key: 'except', label: t('repeat:except'), show: (value) => (value as string[]).map((day) => format.date(day)).join(', ') },
    ],
    [t, format, startsOn],
  );
}

/** From which day on a series does not come any more. */
export function EndSeries({ id, onClose }: Props) {
  const { data } = useQuery(seriesQuery(id));
  return data ? <EndForm series={data} onClose={onClose} /> : null;
}

function EndForm({ series, onClose }: { series: Series; onClose: () => void }) {
  const { t } = useTranslation(['activities', 'repeat']);
  const format = useFormat();
  const changed = useSeriesChanged();
  const form = useForm(
    { from: format.today() as string | null },
    {
      check: ({ from }) => ({ ...(!from && { from: t('form.dueMissing') }) }),
      send: async ({ from }) => {
        await endSeries(series, from!);
        toast(t('series.ended', { day: format.date(from!) }));
        void changed();
        onClose();
      },
    },
  );
  return (
    <FormDrawer small form={form} title={t('repeat:endTitle')} submit={t('repeat:endIt')} onClose={onClose}>
      <p><b>{series.subject}</b></p>
      <p>{t('repeat:endText')}</p>
      <FormField label={t('repeat:endFrom')} error={form.errors['from']}>{({ id }) => <DateField id={id} value={form.draft.from} onChange={(from) => form.set({ from })} status="" />}</FormField>
    </FormDrawer>
  );
}
