import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from '../../fields/form.module.css';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { useChannelOptions } from './channels';
import { repeatOf, ruleOf } from './repeat';
import RepeatFields from './RepeatFields';
import { changeSeries, endSeries, seriesQuery, useSeriesChanged, type Series } from './series.queries';

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
    { subject: series.subject, channel: series.channel, startsOn: series.startsOn as string | null, startTime: series.startTime?.slice(0, 5) ?? '', repeat: repeatOf(series.rule, series.startsOn), notes: series.notes ?? '' },
    {
      check: (draft) => ({ ...(!draft.subject.trim() && { subject: t('form.subjectMissing') }), ...(!draft.startsOn && { startsOn: t('form.dueMissing') }), ...(draft.repeat.how === 'none' && { rule: t('repeat:missing') }) }),
      send: async ({ startsOn, startTime, repeat, ...draft }) => {
        await changeSeries(series, { subject: draft.subject.trim(), channel: draft.channel, startsOn: startsOn!, startTime: startTime ? `${startTime}:00` : null, rule: ruleOf(repeat, startsOn!), notes: draft.notes.trim() || null });
        toast(t('done.saved'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
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
    </FormDrawer>
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
