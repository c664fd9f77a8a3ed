import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { FieldError } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { useFollowUpsChanged } from '../activities/followUps.queries';
import { answersQuery, saveAnswers, useQuestionnairesChanged, type FollowUpAnswers } from './questionnaires.queries';
import { QuestionFields } from './QuestionFields';
import { missingOf, withoutHidden, type Answers } from './sheet';

/** Answers before a follow-up is completed or after it, and corrects what was answered. */
export default function AnswerDialog({ followUpId, onClose }: { followUpId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('questionnaires');
  const { data, error, refetch } = useQuery({ ...answersQuery(followUpId), gcTime: 0 });
  const name = (i18n.language === 'en' && data?.questionnaireNameEn) || data?.questionnaireName;
  return data && data.questions.length > 0 ? (
    <Form key={data.version} sheet={data} title={t('asked', { name })} onClose={onClose} />
  ) : (
    <Dialog title={name ?? t('title')} onClose={onClose}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <p>{t('nothingAsked')}</p> : <Skeleton height={80} />}
    </Dialog>
  );
}

function Form({ sheet, title, onClose }: { sheet: FollowUpAnswers; title: string; onClose: () => void }) {
  const { t } = useTranslation(['questionnaires', 'common']);
  const [followUpsChanged, changed] = [useFollowUpsChanged(), useQuestionnairesChanged()];
  const [answers, setAnswers] = useState(sheet.answers as Answers);
  const [missing, setMissing] = useState<string[]>([]);
  const save = useMutation({
    meta: { ownErrors: true },
    mutationFn: () => saveAnswers(sheet.followUpId, sheet.version, withoutHidden(sheet.questions, answers), true),
    onSuccess: async () => {
      toast(t('answered'));
      await Promise.all([followUpsChanged(), changed()]);
      onClose();
    },
  });
  const problem = save.error instanceof ApiProblem ? save.error : null;
  const submit = () => {
    const lacking = missingOf(sheet.questions, answers);
    setMissing(lacking);
    if (lacking.length === 0) save.mutate();
  };
  return (
    <Dialog
      wide
      keepOnBackdrop
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="primary" busy={save.isPending} onClick={submit}>{t('handIn')}</Button>
        </>
      }
    >
      <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <QuestionFields
          questions={sheet.questions}
          answers={answers}
          errors={Object.fromEntries(sheet.questions.map(({ key }) => [key, missing.includes(key) ? t('missing') : problem?.fieldError(`/answers/${key}`)]))}
          onChange={(next) => { setAnswers(next); setMissing([]); }}
        />
        {problem && Object.keys(problem.fieldErrors).length === 0 && <FieldError>{problem.message}</FieldError>}
      </form>
    </Dialog>
  );
}
