import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, addMonths, workday } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { FormField, Input, Select } from '../../ui/Inputs';
import { useChannelOptions, type Channel } from '../activities/channels';
import css from './today.module.css';

/** A next step as it is being written; without a day nothing is planned. */
export type Step = { subject: string; day: string | null; channel: Channel };
export type StepErrors = { subject?: string | undefined; day?: string | undefined; channel?: string | undefined };

const usualDays = (today: string) => ({
  tomorrow: addDays(today, 1),
  inThreeDays: addDays(today, 3),
  nextWeek: addDays(today, 7),
  nextMonth: addMonths(today, 1),
});
type UsualDay = keyof ReturnType<typeof usualDays>;

/** The usual days; one on a weekend gives way to the Monday after it. */
export const dayChips = (today: string) =>
  Object.fromEntries(Object.entries(usualDays(today)).map(([key, day]) => [key, workday(day)])) as Record<UsualDay, string>;

/** The chips to choose from: two that fall on the same Monday are one. */
function chipsOf(today: string) {
  const days = Object.entries(dayChips(today)) as [UsualDay, string][];
  return days
    .filter(([, day], index) => days.findIndex(([, earlier]) => earlier === day) === index)
    .map(([key, day]) => ({ key, day, moved: day !== usualDays(today)[key] }));
}

type StepFieldsProps = { step: Step; onChange: (step: Step) => void; errors: StepErrors; optional?: boolean; autoFocus?: boolean };

/** When, what and how; the usual days are one click. */
export function StepFields({ step, onChange, errors, optional, autoFocus }: StepFieldsProps) {
  const { t } = useTranslation(['today', 'common']);
  const format = useFormat();
  const name = useId();
  const channels = useChannelOptions();
  const days = chipsOf(format.today());
  const [other, setOther] = useState(false);
  const chosen = other ? 'other' : step.day === null ? 'none' : days.find(({ day }) => day === step.day)?.key;

  const chip = (key: string, label: string, choose: () => void, detail?: string) => (
    <label key={key} className={css.chip}>
      <input type="radio" name={name} checked={chosen === key} onChange={choose} />
      {label}
      {detail && <span className="meta">{detail}</span>}
    </label>
  );
  const take = (day: string | null) => () => {
    setOther(false);
    onChange({ ...step, day });
  };

  return (
    <>
      <div role="radiogroup" aria-label={t('step.day')} className={css.chips}>
        {days.map(({ key, day, moved }) => chip(key, t(`common:day.${key}`), take(day), `${moved ? '→ ' : ''}${format.weekday(day)} ${format.shortDate(day)}`))}
        {chip('other', t('common:day.other'), () => setOther(true))}
        {optional && chip('none', t('common:day.none'), take(null))}
      </div>
      {other && (
        <FormField label={t('step.day')} error={errors.day}>
          {(control) => <DateField id={control.id} value={step.day} onChange={(day) => onChange({ ...step, day })} status={errors.day ? 'error' : ''} />}
        </FormField>
      )}
      {(step.day !== null || other) && (
        <div className={css.pair}>
          <FormField label={t('step.subject')} error={errors.subject} required>
            {(control) => (
              <Input
                {...control}
                autoFocus={autoFocus}
                maxLength={200}
                placeholder={t('step.subjectHint')}
                value={step.subject}
                onFocus={(event) => event.target.select()}
                onChange={(event) => onChange({ ...step, subject: event.target.value })}
              />
            )}
          </FormField>
          <FormField label={t('step.channel')} error={errors.channel}>
            {(control) => <Select {...control} options={channels} value={step.channel} onChange={(event) => onChange({ ...step, channel: event.target.value as Channel })} />}
          </FormField>
        </div>
      )}
    </>
  );
}
