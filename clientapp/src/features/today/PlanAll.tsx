import { useMutation } from '@tanstack/react-query';
import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { useFollowUpsChanged } from '../activities/followUps.queries';

/** Gives every customer without a next step the one that his service plan asks for. */
export default function PlanAll() {
  const { t } = useTranslation('today');
  const changed = useFollowUpsChanged();
  const plan = useMutation({
    mutationFn: () => body(api.POST('/api/v1/follow-ups/planning', {})),
    onSuccess: ({ planned }) => toast(planned > 0 ? t('plannedAll', { count: planned }) : t('plannedNone')),
    onSettled: changed,
  });
  return <Button size="small" icon={CalendarPlus} busy={plan.isPending} onClick={() => plan.mutate()}>{t('planAll')}</Button>;
}
