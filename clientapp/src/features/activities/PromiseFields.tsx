import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, workday } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { Button, IconButton } from '../../ui/Button';
import { FormField, Input } from '../../ui/Inputs';
import css from './promise.module.css';

/** Something that was promised, as it is being written; one without words is not kept. */
export type PromiseDraft = { text: string; dueOn: string | null };

/** What goes out: only what says something. */
export const promisesOf = (drafts: PromiseDraft[]) => drafts.filter(({ text }) => text.trim()).map(({ text, dueOn }) => ({ text: text.trim(), dueOn }));

/** A promise without a day is no promise. */
export const promiseErrors = (drafts: PromiseDraft[], message: string): Record<string, string> =>
  Object.fromEntries(drafts.flatMap(({ text, dueOn }, index) => (text.trim() && !dueOn ? [[`promises/${index}/dueOn`, message]] : [])));

type Props = { promises: PromiseDraft[]; onChange: (promises: PromiseDraft[]) => void; errors: Record<string, string | undefined> };

/** What was promised and by when: one line each, the day three working days ahead unless another is chosen. */
export function PromiseFields({ promises, onChange, errors }: Props) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const [added, setAdded] = useState(false);
  const add = () => {
    setAdded(true);
    onChange([...promises, { text: '', dueOn: workday(addDays(format.today(), 3)) }]);
  };
  const set = (at: number, changes: Partial<PromiseDraft>) => onChange(promises.map((one, index) => (index === at ? { ...one, ...changes } : one)));

  return (
    <div className={css.promises}>
      {promises.map((promise, index) => (
        <div key={index} className={css.line}>
          <FormField label={t('promise.text')} error={errors[`promises/${index}/text`]}>
            {(control) => <Input {...control} autoFocus={added && index === promises.length - 1} maxLength={200} placeholder={t('promise.hint')} value={promise.text} onChange={(event) => set(index, { text: event.target.value })} />}
          </FormField>
          <FormField label={t('promise.day')} error={errors[`promises/${index}/dueOn`]}>
            {(control) => <DateField id={control.id} value={promise.dueOn} onChange={(dueOn) => set(index, { dueOn })} status={control['aria-invalid'] ? 'error' : ''} />}
          </FormField>
          <IconButton size="small" icon={X} label={t('promise.remove')} onClick={() => onChange(promises.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div><Button size="small" variant="ghost" icon={Plus} onClick={add}>{t('promise.add')}</Button></div>
    </div>
  );
}
