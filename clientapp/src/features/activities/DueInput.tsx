import { useTranslation } from 'react-i18next';
import { addDays, workday } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { DateField, DateTimeField } from '../../ui/antd';
import { Checkbox, FormField } from '../../ui/Inputs';
import type { FollowUpInput } from './followUps.queries';

export type DueDraft = Pick<FollowUpInput, 'dueOn' | 'dueAt'>;

const morning = 9 * 60;

/** A day, or a moment of a day. Turning one into the other keeps the day. */
export function DueInput({ label, value, error, onChange }: { label: string; value: DueDraft; error?: string | undefined; onChange: (due: { dueOn: string | null; dueAt: string | null }) => void }) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const timed = Boolean(value.dueAt);
  const nextDay = () => workday(addDays(format.today(), 1));

  const toggle = () =>
    timed
      ? onChange({ dueOn: format.dayOf(value.dueAt!), dueAt: null })
      : onChange({ dueOn: null, dueAt: format.atMinute(value.dueOn ?? nextDay(), morning) });

  return (
    <FormField label={label} required error={error} hint={<Checkbox label={t('form.exactTime')} checked={timed} onChange={toggle} />}>
      {({ id, 'aria-describedby': note, 'aria-invalid': invalid }) => {
        const shared = { id, 'aria-label': label, ...(note && { 'aria-describedby': note }), status: invalid ? ('error' as const) : ('' as const) };
        return timed ? (
          <DateTimeField {...shared} value={value.dueAt ?? null} onChange={(dueAt) => onChange({ dueOn: null, dueAt })} />
        ) : (
          <DateField {...shared} value={value.dueOn ?? null} onChange={(dueOn) => onChange({ dueOn, dueAt: null })} />
        );
      }}
    </FormField>
  );
}
