import { useTranslation } from 'react-i18next';
import { FormField, Select } from '../../ui/Inputs';

const reminders = [0, 5, 15, 30, 60, 120, 1440];

type Props = { value: number | null; error?: string | undefined; onChange: (minutes: number | null) => void };

/** How long before a follow-up somebody is reminded of it. */
export default function ReminderPick({ value, error, onChange }: Props) {
  const { t } = useTranslation('repeat');
  return (
    <FormField label={t('remind')} hint={t('remindHint')} error={error}>
      {(control) => <Select {...control} empty={t('reminders.usual')} value={value === null ? '' : String(value)} options={reminders.map((minutes) => ({ value: String(minutes), label: t(`reminders.${minutes as 0}`) }))} onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)} />}
    </FormField>
  );
}
