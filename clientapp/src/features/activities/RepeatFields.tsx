import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { FormField, Input, Select } from '../../ui/Inputs';
import css from '../../fields/form.module.css';
import { repeats, ruleOf, type Repeat } from './repeat';

type Props = { repeat: Repeat; day: string; error?: string | undefined; onChange: (repeat: Repeat) => void };

/** How an appointment comes again, and on which days that is. */
export default function RepeatFields({ repeat, day, error, onChange }: Props) {
  const { t } = useTranslation(['activities', 'repeat']);
  const format = useFormat();
  const set = (changes: Partial<Repeat>) => onChange({ ...repeat, ...changes });
  const rule = ruleOf(repeat, day);
  const days = useQuery({
    queryKey: ['follow-up-series', 'preview', day, rule],
    queryFn: ({ signal }) => body(api.POST('/api/v1/follow-up-series/preview', { body: { startsOn: day, rule }, signal })),
    enabled: rule !== '',
    retry: false,
    meta: { ownErrors: true },
  });

  return (
    <>
      <div className={css.pair}>
        <FormField label={t('repeat:how')} error={repeat.how === 'custom' ? undefined : error}>
          {(control) => <Select {...control} value={repeat.how} options={repeats.map((how) => ({ value: how, label: t(`repeat:${how}`) }))} onChange={(event) => set({ how: event.target.value as Repeat['how'] })} />}
        </FormField>
        {repeat.how !== 'none' && repeat.how !== 'custom' && (
          <FormField label={t('repeat:end')}>
            {(control) => <Select {...control} value={repeat.end} options={(['never', 'until', 'count'] as const).map((end) => ({ value: end, label: t(`repeat:ends.${end}`) }))} onChange={(event) => set({ end: event.target.value as Repeat['end'] })} />}
          </FormField>
        )}
      </div>
      {repeat.how === 'custom' && (
        <FormField label={t('repeat:rule')} hint={t('repeat:ruleHint')} error={error}>
          {(control) => <Input {...control} maxLength={500} spellCheck={false} value={repeat.rule} onChange={(event) => set({ rule: event.target.value })} />}
        </FormField>
      )}
      {repeat.how !== 'none' && repeat.how !== 'custom' && repeat.end === 'until' && (
        <FormField label={t('repeat:until')}>{({ id }) => <DateField id={id} value={repeat.until} onChange={(until) => set({ until })} status="" />}</FormField>
      )}
      {repeat.how !== 'none' && repeat.how !== 'custom' && repeat.end === 'count' && (
        <FormField label={t('repeat:count')}>{(control) => <Input {...control} type="number" min={1} max={999} value={repeat.count} onChange={(event) => set({ count: event.target.valueAsNumber || 1 })} />}</FormField>
      )}
      {rule !== '' && days.data && (
        <p className="meta">{days.data.days.length === 0 ? t('repeat:noDays') : t('repeat:days', { days: days.data.days.slice(0, 5).map((one) => `${format.weekday(one)} ${format.shortDate(one)}`).join(format.language === 'en' ? ', ' : '、') })}</p>
      )}
    </>
  );
}
