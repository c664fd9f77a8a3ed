import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormField, Select } from '../../ui/Inputs';
import { questionnairesQuery } from './questionnaires.queries';
import { useNames } from './useNames';

/** Which questionnaire a follow-up asks; one that is chosen stays to be seen when it is not asked any more. */
export default function QuestionnairePick({ value, error, onChange }: { value: string | null; error?: string | undefined; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('questionnaires');
  const { nameOf } = useNames();
  const { data } = useQuery({ ...questionnairesQuery(), staleTime: 60_000 });
  const options = (data ?? []).filter((one) => one.id === value || (one.active && one.publishedNumber > 0)).map((one) => ({ value: one.id, label: nameOf(one) }));
  if (options.length === 0) return null;
  return <FormField label={t('ask')} error={error}>{(control) => <Select {...control} empty={t('askNothing')} value={value ?? ''} options={options} onChange={(event) => onChange(event.target.value || null)} />}</FormField>;
}
