import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem';
import { Checkbox, FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import css from './questionnaires.module.css';
import { answersQuery, questionnaireKeys, saveAnswers, type FollowUpAnswers } from './questionnaires.queries';
import { QuestionFields } from './QuestionFields';
import { missingOf, withoutHidden, type Answers } from './sheet';

export type Asked = {
  /** What the completion says about the questionnaire; null when something is missing, which then shows. */
  take: () => Promise<{ answers?: Answers; skipQuestionnaire?: { reason: string } } | null>;
};

type Props = { followUpId: string; problem: ApiProblem | null; asked: Ref<Asked> };

/** The questionnaire of a follow-up that is being completed. What is typed is kept as a draft: a call is interrupted, and nothing is lost. */
export default function AnswerPart({ followUpId, problem, asked }: Props) {
  const { data, error, refetch } = useQuery({ ...answersQuery(followUpId), staleTime: Infinity, gcTime: 0 });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={80} />;
  if (data.questions.length === 0) return null;
  return <Sheet sheet={data} problem={problem} asked={asked} />;
}

const pause = 800;

function Sheet({ sheet, problem, asked }: { sheet: FollowUpAnswers; problem: ApiProblem | null; asked: Ref<Asked> }) {
  const { t, i18n } = useTranslation('questionnaires');
  const client = useQueryClient();
  const [answers, setAnswers] = useState<Answers>(sheet.answers as Answers);
  const [skipped, setSkipped] = useState(false);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<string[]>([]);
  const [kept, setKept] = useState<'saved' | 'failed' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<void>>(Promise.resolve());
  const version = useRef(sheet.version);

  const keep = (next: Answers) => {
    saving.current = saving.current.then(async () => {
      try {
        const saved = await saveAnswers(sheet.followUpId, version.current, next, false);
        version.current = saved.version;
        client.setQueryData(questionnaireKeys.answers(sheet.followUpId), saved);
        setKept('saved');
      } catch {
        setKept('failed'); // what was typed still stands here, and the completion hands it in
      }
    });
  };
  const change = (next: Answers) => {
    setAnswers(next);
    setMissing((before) => before.filter((key) => next[key] === undefined));
    setKept(null);
    clearTimeout(timer.current);
    if (sheet.status !== 'submitted') timer.current = setTimeout(() => keep(next), pause); // what was handed in is corrected by the completion alone
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  useImperativeHandle(asked, () => ({
    take: async () => {
      clearTimeout(timer.current);
      if (skipped) {
        if (reason.trim()) return { skipQuestionnaire: { reason: reason.trim() } };
        setMissing(['reason']);
        return null;
      }

      const lacking = missingOf(sheet.questions, answers);
      setMissing(lacking);
      if (lacking.length > 0) {
        requestAnimationFrame(() => document.querySelector<HTMLElement>(`.${css.sheet} [aria-invalid=true]`)?.focus());
        return null;
      }

      await saving.current;
      return { answers: withoutHidden(sheet.questions, answers) };
    },
  }));

  const name = (i18n.language === 'en' && sheet.questionnaireNameEn) || sheet.questionnaireName;
  const errors = Object.fromEntries(sheet.questions.map(({ key }) => [key, missing.includes(key) ? t('missing') : problem?.fieldError(`/answers/${key}`)]));
  return (
    <section className={css.sheet} aria-label={t('asked', { name })}>
      <header className={css.sheetHead}>
        <h4>{t('asked', { name })}</h4>
        <span className="meta" role="status">{kept && t(`kept.${kept}`)}</span>
      </header>
      {!skipped && <QuestionFields questions={sheet.questions} answers={answers} errors={errors} onChange={change} />}
      {sheet.status !== 'submitted' && <Checkbox label={t('skip')} checked={skipped} onChange={(event) => setSkipped(event.target.checked)} />}
      {skipped && (
        <FormField label={t('skipReason')} required error={missing.includes('reason') ? t('skipReasonMissing') : problem?.fieldError('/skipQuestionnaire/reason')}>
          {(control) => <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </FormField>
      )}
    </section>
  );
}
