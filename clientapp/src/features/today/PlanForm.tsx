import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { useFormat } from '../../format/useFormat';
import { toast } from '../../ui/toast';
import { useFollowUpsChanged } from '../activities/followUps.queries';
import { InPlaceForm } from './InPlaceForm';
import { dayChips, StepFields, type Step } from './StepFields';
import { planFollowUp, removeFollowUp } from './today.queries';

type PlanFormProps = { customer: { id: string; name: string }; onClose: () => void; onDone: () => void };

/** Plans a next step for a customer that has none. */
export default function PlanForm({ customer, onClose, onDone }: PlanFormProps) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const changed = useFollowUpsChanged();
  const [step, setStep] = useState<Step>({ subject: t('step.subjectDefault'), day: dayChips(format.today()).tomorrow, channel: 'call' });
  const [missing, setMissing] = useState(false);

  const undo = useMutation({ mutationFn: removeFollowUp, onSettled: changed });
  const plan = useMutation({
    meta: { ownErrors: true },
    mutationFn: () => planFollowUp({ customerId: customer.id, subject: step.subject.trim(), dueOn: step.day, channel: step.channel }),
    onSuccess: async (planned) => {
      toast(t('planned', { name: customer.name, day: format.shortDate(planned.dueOn ?? planned.due) }), { undo: () => undo.mutate(planned) });
      await changed();
      onDone();
    },
  });

  const problem = plan.error instanceof ApiProblem ? plan.error : null;
  return (
    <InPlaceForm
      label={t('planFor', { name: customer.name })}
      submit={step.day ? t('submitPlan', { day: format.shortDate(step.day) }) : t('planStep')}
      busy={plan.isPending}
      error={plan.error}
      onSubmit={() => {
        setMissing(!step.subject.trim());
        if (step.subject.trim()) plan.mutate();
      }}
      onClose={onClose}
    >
      <StepFields
        step={step}
        onChange={setStep}
        autoFocus
        errors={{ subject: missing ? t('step.subjectMissing') : problem?.fieldError('/subject'), day: problem?.fieldError('/dueOn'), channel: problem?.fieldError('/channel') }}
      />
    </InPlaceForm>
  );
}
