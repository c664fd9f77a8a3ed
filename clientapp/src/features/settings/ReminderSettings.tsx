import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { FormField, Select } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import css from './settings.module.css';

type Choice = components['schemas']['ReminderChoiceInput'];

const key = ['notifications', 'reminders'] as const;
const minutes = [0, 5, 10, 15, 30, 60, 120, 1440] as const;
const mails = ['none', 'each', 'daily'] as const;

/** How long before something is due I am reminded, and what comes by mail; each choice holds at once. */
export function ReminderSettings() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const choice = useQuery({ queryKey: key, queryFn: ({ signal }) => body(api.GET('/api/v1/notifications/reminders', { signal })) });
  const choose = useMutation({
    mutationFn: (next: Choice) => body(api.PUT('/api/v1/notifications/reminders', { body: next })),
    onSuccess: (saved) => {
      client.setQueryData(key, saved);
      toast(t('reminders.saved'));
    },
  });
  if (choice.error && !choice.data) return <ErrorState error={choice.error} onRetry={() => void choice.refetch()} />;
  if (!choice.data) return <Skeleton height={64} />;
  const now = choice.data;
  const known: readonly number[] = now.minutesBefore === null || (minutes as readonly number[]).includes(now.minutesBefore!) ? minutes : [...minutes, now.minutesBefore!];
  return (
    <div className={css.reminders}>
      <FormField label={t('reminders.before')} hint={t('reminders.beforeHint')}>
        {(control) => (
          <Select
            {...control}
            value={now.minutesBefore === null ? '' : String(now.minutesBefore)}
            empty={t('reminders.never')}
            options={known.map((value) => ({ value: String(value), label: value === 0 ? t('reminders.now') : value === 1440 ? t('reminders.day') : t('reminders.minutes', { count: value }) }))}
            onChange={(event) => choose.mutate({ ...now, minutesBefore: event.target.value === '' ? null : Number(event.target.value) })}
          />
        )}
      </FormField>
      <FormField label={t('reminders.mail')} hint={t('reminders.mailHint')}>
        {(control) => <Select {...control} value={now.mail ?? 'none'} options={mails.map((mail) => ({ value: mail, label: t(`reminders.mails.${mail}`) }))} onChange={(event) => choose.mutate({ ...now, mail: event.target.value as NonNullable<Choice['mail']> })} />}
      </FormField>
    </div>
  );
}
