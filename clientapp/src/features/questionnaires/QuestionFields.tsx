import { Star } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/Button';
import { DateField } from '../../ui/antd';
import { Checkbox, FieldError, Input, TextArea } from '../../ui/Inputs';
import css from './questionnaires.module.css';
import { codesOf, shownOf, type Answers, type Question, type Said } from './sheet';

type Props = { questions: Question[]; answers: Answers; errors?: Record<string, string | undefined>; language?: string; onChange: (answers: Answers) => void };

/** The questions that are shown after what was answered so far, each with its way to answer. */
export function QuestionFields({ questions, answers, errors = {}, language, onChange }: Props) {
  const { i18n } = useTranslation('questionnaires');
  const english = (language ?? i18n.language) === 'en';
  const set = (key: string, said: Said | undefined) => {
    const { [key]: _, ...others } = answers;
    onChange(said === undefined ? others : { ...others, [key]: said });
  };
  return (
    <ol className={css.questions}>
      {shownOf(questions, answers).map((question, index) => (
        <li key={question.key}>
          <OneQuestion question={question} number={index + 1} english={english} said={answers[question.key]} error={errors[question.key]} onChange={(said) => set(question.key, said)} />
        </li>
      ))}
    </ol>
  );
}

type OneProps = { question: Question; number: number; english: boolean; said: Said | undefined; error?: string | undefined; onChange: (said: Said | undefined) => void };

function OneQuestion({ question, number, english, said, error, onChange }: OneProps) {
  const { t } = useTranslation('questionnaires');
  const id = useId();
  const text = (english && question.textEn) || question.text;
  const label = (
    <>
      <span className={css.number}>{number}.</span> {text}
      {question.required && <span className={css.required} aria-hidden>*</span>}
    </>
  );
  const control = { id, ...(question.required && { 'aria-required': true as const }), ...(error && { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` }) };
  const wrong = error && <FieldError id={`${id}-error`}>{error}</FieldError>;
  const free = (children: ReactNode) => (
    <div className={css.question}>
      <label htmlFor={id}>{label}</label>
      {children}
      {wrong}
    </div>
  );
  const typed = typeof said === 'string' || typeof said === 'number' ? said : '';

  switch (question.type) {
    case 'text':
      return free(<Input {...control} maxLength={500} value={typed} onChange={(event) => onChange(event.target.value || undefined)} />);
    case 'long_text':
      return free(<TextArea {...control} rows={3} maxLength={4000} value={typed} onChange={(event) => onChange(event.target.value || undefined)} />);
    case 'number':
      return free(<Input {...control} className={css.short} type="number" inputMode="decimal" step="any" min={question.min ?? undefined} max={question.max ?? undefined} value={typed} onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)} />);
    case 'date':
      return free(<div className={css.short}><DateField id={id} value={typeof said === 'string' ? said : null} onChange={(day) => onChange(day ?? undefined)} status={error ? 'error' : ''} /></div>);
    default:
  }

  const many = question.type === 'multiple_choice';
  const chosen = Array.isArray(said) ? said : typeof said === 'boolean' ? [said ? 'yes' : 'no'] : said === undefined ? [] : [String(said)];
  const valueOf = (code: string): Said => (question.type === 'yes_no' ? code === 'yes' : question.type === 'single_choice' ? code : Number(code));
  const nameOf = (code: string) => {
    const option = question.options.find((one) => one.code === code);
    if (option) return (english && option.textEn) || option.text;
    return question.type === 'yes_no' ? t(code === 'yes' ? 'yes' : 'no', { lng: english ? 'en' : 'zh-CN' }) : code;
  };
  const codes = codesOf(question);
  const stars = question.type === 'stars';

  return (
    <fieldset className={css.question} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{label}</legend>
      {many ? (
        <div className={css.options}>
          {codes.map((code, index) => (
            <Checkbox
              key={code}
              {...(index === 0 && error && { 'aria-invalid': true })}
              label={nameOf(code)}
              checked={chosen.includes(code)}
              onChange={() => {
                const next = codes.filter((one) => (one === code ? !chosen.includes(one) : chosen.includes(one)));
                onChange(next.length > 0 ? next : undefined);
              }}
            />
          ))}
        </div>
      ) : (
        <div role="radiogroup" aria-label={text} className={classes(css.marks, stars && css.stars, question.type === 'scale' && css.scale)}>
          {codes.map((code, index) => (
            <label key={code} className={css.mark} data-filled={(stars && Number(code) <= Number(chosen[0] ?? 0)) || undefined}>
              <input
                type="radio"
                name={id}
                aria-label={stars ? t('stars', { count: Number(code) }) : undefined}
                {...(index === 0 && error && { 'aria-invalid': true })}
                checked={chosen[0] === code}
                onChange={() => onChange(valueOf(code))}
                onClick={() => chosen[0] === code && !question.required && onChange(undefined)}
              />
              {stars ? <Star size={22} aria-hidden /> : nameOf(code)}
            </label>
          ))}
        </div>
      )}
      {question.type === 'scale' && <p className={css.ends}><span>{t('scaleLow')}</span><span>{t('scaleHigh')}</span></p>}
      {wrong}
    </fieldset>
  );
}
