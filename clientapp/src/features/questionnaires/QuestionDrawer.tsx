import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { Button, IconButton } from '../../ui/Button';
import { Checkbox, FieldError, FormField, Input, Select } from '../../ui/Inputs';
import css from './questionnaires.module.css';
import { codesOf, hasOptions, questionTypes, type Question, type QuestionType } from './sheet';
import { useNames } from './useNames';

type Props = { question: Question | null; earlier: Question[]; taken: string[]; fixed: boolean; onClose: () => void; onDone: (question: Question) => void };

const keyPattern = /^[a-z][a-z0-9_]{0,39}$/;
const newKey = (taken: string[], stem: string) => {
  let number = taken.length + 1;
  while (taken.includes(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
};

/** One question in both languages: its type, its options, and when it is shown. */
export function QuestionDrawer({ question, earlier, taken, fixed, onClose, onDone }: Props) {
  const { t } = useTranslation('questionnaires');
  const { textOf } = useNames();
  const form = useForm(
    {
      key: question?.key ?? newKey(taken, 'q'),
      text: question?.text ?? '',
      textEn: question?.textEn ?? '',
      type: question?.type ?? ('stars' as QuestionType),
      required: question?.required ?? false,
      min: question?.min ?? null,
      max: question?.max ?? null,
      options: question?.options ?? [],
      decides: question?.shownWhen?.question ?? '',
      anyOf: question?.shownWhen?.anyOf ?? [],
    },
    {
      check: ({ key, text, textEn, type, options, decides, anyOf }) => ({
        ...(!text.trim() && { text: t('textMissing') }),
        ...(!textEn.trim() && { textEn: t('textMissing') }),
        ...(!keyPattern.test(key) ? { key: t('keyWrong') } : taken.includes(key) && { key: t('keyTaken') }),
        ...(hasOptions(type) && (options.length < 2 || options.some((one) => !one.text.trim() || !one.textEn.trim())) && { options: t('optionsMissing') }),
        ...(decides && anyOf.length === 0 && { anyOf: t('anyOfMissing') }),
      }),
      send: async ({ decides, anyOf, options, min, max, ...said }) =>
        onDone({
          ...said,
          text: said.text.trim(),
          textEn: said.textEn.trim(),
          options: hasOptions(said.type) ? options.map((one) => ({ ...one, text: one.text.trim(), textEn: one.textEn.trim() })) : [],
          min: said.type === 'number' ? min : null,
          max: said.type === 'number' ? max : null,
          shownWhen: decides ? { question: decides, anyOf } : null,
        }),
    },
  );
  const { draft, set, errors } = form;
  const deciding = earlier.find(({ key }) => key === draft.decides);
  const setOption = (index: number, changes: Partial<Question['options'][number]>) => set({ options: draft.options.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  const nameOf = (code: string) => {
    const option = deciding?.options.find((one) => one.code === code);
    return option ? textOf(option) : deciding?.type === 'yes_no' ? t(code === 'yes' ? 'yes' : 'no') : code;
  };
  const number = (key: 'min' | 'max') => (
    <FormField label={t(key)} error={errors[key]}>
      {(control) => <Input {...control} type="number" step="any" value={draft[key] ?? ''} onChange={(event) => set({ [key]: event.target.value === '' ? null : event.target.valueAsNumber })} />}
    </FormField>
  );

  return (
    <FormDrawer form={form} title={t(question ? 'editQuestion' : 'addQuestion')} submit={t('take')} onClose={onClose} wide>
      <FormField label={t('text')} required error={errors['text']}>{(control) => <Input {...control} maxLength={300} value={draft.text} onChange={(event) => set({ text: event.target.value })} />}</FormField>
      <FormField label={t('textEn')} required error={errors['textEn']}>{(control) => <Input {...control} maxLength={300} value={draft.textEn} onChange={(event) => set({ textEn: event.target.value })} />}</FormField>
      <div className={css.pair}>
        <FormField label={t('typeLabel')} hint={fixed ? t('typeFixed') : undefined}>
          {(control) => <Select {...control} disabled={fixed} value={draft.type} options={questionTypes.map((value) => ({ value, label: t(`type.${value}`) }))} onChange={(event) => set({ type: event.target.value as QuestionType })} />}
        </FormField>
        <FormField label={t('key')} hint={t('keyHint')} error={errors['key']}>{(control) => <Input {...control} disabled={fixed} maxLength={40} value={draft.key} onChange={(event) => set({ key: event.target.value })} />}</FormField>
      </div>
      <Checkbox label={t('requiredLabel')} checked={draft.required} onChange={(event) => set({ required: event.target.checked })} />
      {draft.type === 'number' && <div className={css.pair}>{number('min')}{number('max')}</div>}
      {hasOptions(draft.type) && (
        <fieldset className={css.optionList}>
          <legend>{t('options')}</legend>
          {draft.options.map((option, index) => (
            <div key={option.code} className={css.option}>
              <Input aria-label={t('optionZh', { number: index + 1 })} placeholder={t('chinese')} maxLength={100} value={option.text} onChange={(event) => setOption(index, { text: event.target.value })} />
              <Input aria-label={t('optionEn', { number: index + 1 })} placeholder={t('english')} maxLength={100} value={option.textEn} onChange={(event) => setOption(index, { textEn: event.target.value })} />
              <IconButton size="small" icon={Trash2} label={t('removeOption', { number: index + 1 })} onClick={() => set({ options: draft.options.filter((_, at) => at !== index) })} />
            </div>
          ))}
          <div><Button size="small" variant="ghost" icon={Plus} disabled={draft.options.length >= 30} onClick={() => set({ options: [...draft.options, { code: newKey(draft.options.map(({ code }) => code), 'o'), text: '', textEn: '' }] })}>{t('addOption')}</Button></div>
          {errors['options'] && <FieldError>{errors['options']}</FieldError>}
        </fieldset>
      )}
      {earlier.length > 0 && (
        <FormField label={t('shownWhen')}>
          {(control) => <Select {...control} empty={t('always')} value={draft.decides} options={earlier.map((one) => ({ value: one.key, label: textOf(one) || one.key }))} onChange={(event) => set({ decides: event.target.value, anyOf: [] })} />}
        </FormField>
      )}
      {deciding && (
        <fieldset className={css.optionList}>
          <legend>{t('anyOf')}</legend>
          <div className={css.codes}>
            {codesOf(deciding).map((code) => (
              <Checkbox key={code} label={nameOf(code)} checked={draft.anyOf.includes(code)} onChange={() => set({ anyOf: codesOf(deciding).filter((one) => (one === code ? !draft.anyOf.includes(one) : draft.anyOf.includes(one))) })} />
            ))}
          </div>
          {errors['anyOf'] && <FieldError>{errors['anyOf']}</FieldError>}
        </fieldset>
      )}
    </FormDrawer>
  );
}
