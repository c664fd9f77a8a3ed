import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { CodeInput } from '../../fields/inputs';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { Checkbox, FormField, Input, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { useFinePointer } from '../../ui/useFinePointer';
import { PromiseFields, promiseErrors, promisesOf, type PromiseDraft } from '../activities/PromiseFields';
import { useFollowUpsChanged, type FollowUpRow } from '../activities/followUps.queries';
import type { Asked } from '../questionnaires/AnswerPart';
import { InPlaceForm } from './InPlaceForm';
import { dayChips, StepFields, type Step } from './StepFields';
import { completeFollowUp, undoCompletion } from './today.queries';
import css from './today.module.css';

const AnswerPart = lazy(() => withTexts(import('../questionnaires/AnswerPart'), 'questionnaires'));

const longestMinutes = 7 * 24 * 60;

/** Completes a follow-up, writes the conversation down and plans the next step, all in one request. */
export default function CompleteForm({ followUp, onClose, onDone }: { followUp: FollowUpRow; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation(['today', 'common']);
  const format = useFormat();
  const fine = useFinePointer();
  const changed = useFollowUpsChanged();
  const [result, setResult] = useState('');
  const [logged, setLogged] = useState(followUp.kind !== 'promise'); // keeping a promise is no conversation by itself
  const [outcome, setOutcome] = useState<string | null>(null);
  const [minutes, setMinutes] = useState('');
  const [step, setStep] = useState<Step>({ subject: followUp.subject, day: followUp.kind === 'promise' || followUp.seriesId ? null : dayChips(format.today()).nextWeek, channel: followUp.channel });
  const [promises, setPromises] = useState<PromiseDraft[]>([]);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const asked = useRef<Asked>(null);
  const taking = useRef(false);
  const [subjectMissing, setSubjectMissing] = useState(false);

  const undo = useMutation({ mutationFn: undoCompletion, onSettled: changed });
  const complete = useMutation({
    meta: { ownErrors: true },
    mutationFn: (questionnaire: Awaited<ReturnType<Asked['take']>>) =>
      completeFollowUp(followUp, {
        ...questionnaire,
        result: result.trim() || null,
        ...(logged && { interaction: { subject: followUp.subject, body: result.trim() || null, outcome, durationMinutes: minutes ? Number(minutes) : null } }),
        promises: promisesOf(promises),
        ...(step.day && { next: { subject: step.subject.trim(), dueOn: step.day, channel: step.channel } }),
      }),
    onSuccess: async (done) => {
      toast(done.next ? t('completedNext', { day: format.shortDate(done.next.dueOn ?? done.next.due) }) : t('completed'), { undo: () => undo.mutate(done) });
      await changed();
      onDone();
    },
    // Someone else changed or closed it: what stands there now comes in, and the text stays.
    onError: (error) => error instanceof ApiProblem && (error.isStale || error.code === 'not_planned') && void changed(),
  });

  const problem = complete.error instanceof ApiProblem ? complete.error : null;
  const submit = async () => {
    const missing = step.day !== null && !step.subject.trim();
    const found = promiseErrors(promises, t('promise.dayMissing'));
    setSubjectMissing(missing);
    setWrong(found);
    if (taking.current) return; // Enter twice is once
    taking.current = true;
    const questionnaire = asked.current ? await asked.current.take() : {};
    taking.current = false;
    if (!missing && Object.keys(found).length === 0 && questionnaire) complete.mutate(questionnaire);
  };

  return (
    <InPlaceForm
      label={t('complete', { subject: followUp.subject })}
      submit={step.day ? t('submitNext', { day: format.shortDate(step.day) }) : t('submitOnly')}
      busy={complete.isPending}
      error={complete.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormField label={t('result')} error={problem?.fieldError('/result')} hint={t(fine ? 'enterHint' : 'touchHint')}>
        {(control) => <TextArea {...control} rows={2} autoFocus maxLength={4000} placeholder={t('resultHint')} value={result} onChange={(event) => setResult(event.target.value)} />}
      </FormField>
      {followUp.questionnaireId && (
        <Suspense>
          <AnswerPart followUpId={followUp.id} problem={problem} asked={asked} />
        </Suspense>
      )}
      <Checkbox label={t('log')} checked={logged} onChange={(event) => setLogged(event.target.checked)} />
      {logged && (
        <div className={css.pair}>
          <FormField label={t('outcome')} error={problem?.fieldError('/interaction/outcome')}>
            {(control) => <CodeInput {...control} field={{ key: 'outcome', type: 'code', label: t('outcome'), codeList: 'interaction_outcome' }} value={outcome} onChange={setOutcome} />}
          </FormField>
          <FormField label={t('minutes')} error={problem?.fieldError('/interaction/durationMinutes')}>
            {(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={longestMinutes} value={minutes} onChange={(event) => setMinutes(event.target.value)} />}
          </FormField>
        </div>
      )}
      <PromiseFields
        promises={promises}
        onChange={setPromises}
        errors={Object.fromEntries(promises.flatMap((_, index) => ['text', 'dueOn'].map((key) => [`promises/${index}/${key}`, wrong[`promises/${index}/${key}`] ?? problem?.fieldError(`/promises/${index}/${key}`)])))}
      />
      <h4 className={css.formHead}>{t('step.title')}</h4>
      <StepFields
        step={step}
        onChange={setStep}
        optional
        errors={{
          subject: subjectMissing ? t('step.subjectMissing') : problem?.fieldError('/next/subject'),
          day: problem?.fieldError('/next/dueOn'),
          channel: problem?.fieldError('/next/channel'),
        }}
      />
    </InPlaceForm>
  );
}
