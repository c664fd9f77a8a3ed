import { Circle, CircleCheck, Ellipsis, TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { loadTexts } from '../../i18n/i18n';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { Skeleton } from '../../ui/States';
import { channelIcons } from '../activities/channels';
import { useFollowUpMenu } from '../activities/followUpMenu';
import type { FollowUpRow } from '../activities/followUps.queries';
import { useFollowUpDialogs } from '../activities/useFollowUpDialogs';
import { Card, Nothing } from './Card';
import css from './customer.module.css';

const CompleteForm = lazy(async () => {
  const [form] = await Promise.all([import('../today/CompleteForm'), loadTexts('today')]);
  return form;
});

type Props = { steps: FollowUpRow[]; count: number; overdue: number; onPlan: (() => void) | undefined; onOpen: (id: string) => void };

/** What is planned, due first first; the circle completes it in place and plans what follows. */
export function NextSteps({ steps, count, overdue, onPlan, onOpen }: Props) {
  const { t } = useTranslation(['customer', 'activities']);
  const format = useFormat();
  const [completing, setCompleting] = useState<string | null>(null);
  const { close, dialog } = useFollowUpDialogs();
  const menu = useFollowUpMenu({
    onOpen: (row) => onOpen(row.id),
    onClosing: (row, closing) => (closing === 'complete' ? setCompleting(row.id) : close(row, closing)),
  });

  return (
    <Card
      title={t('card.steps')}
      count={count}
      note={overdue > 0 && <Badge tone="bad">{t('overdueCount', { count: overdue })}</Badge>}
      onAdd={onPlan}
      addLabel={t('planNext')}
    >
      {steps.length === 0 && <Nothing>{t('card.noSteps')}</Nothing>}
      <ul>
        {steps.map((row) => {
          const Icon = channelIcons[row.channel];
          const label = t('activities:action.completeNamed', { subject: row.subject });
          const done = () => setCompleting(null);
          return (
            <li key={row.id} className={css.step}>
              <div className={css.row}>
                <button type="button" className={css.circle} aria-label={label} title={label} aria-expanded={completing === row.id} disabled={!row.can.complete} onClick={() => setCompleting(completing === row.id ? null : row.id)}>
                  <Circle size={18} aria-hidden />
                  <CircleCheck size={18} aria-hidden />
                </button>
                <button type="button" className={css.stepText} onClick={() => onOpen(row.id)}>
                  <span className={css.wrap}>{row.kind === 'promise' && <><Badge tone={row.overdue ? 'bad' : 'warn'}>{t('activities:kind.promise')}</Badge> </>}{row.subject}</span>
                  <span className={css.stepMeta} data-late={row.overdue || undefined}>
                    {row.overdue ? <TriangleAlert size={12} aria-hidden /> : <Icon size={12} aria-hidden />}
                    <time dateTime={row.dueAt ?? row.dueOn ?? row.due} title={row.dueAt ? format.instant(row.dueAt) : format.date(row.dueOn ?? row.due)}>
                      {format.relative(row.dueAt ?? row.dueOn ?? row.due)}
                    </time>
                    {[row.contactName, row.ownerName].filter(Boolean).join(' · ')}
                  </span>
                </button>
                <Menu
                  label={t('activities:action.more', { subject: row.subject })}
                  trigger={(props) => <IconButton {...props} size="small" label={t('activities:action.more', { subject: row.subject })} icon={Ellipsis} />}
                  items={menu(row)}
                />
              </div>
              {completing === row.id && (
                <Suspense fallback={<Skeleton height={120} />}>
                  <CompleteForm followUp={row} onClose={done} onDone={done} />
                </Suspense>
              )}
            </li>
          );
        })}
      </ul>
      {dialog}
    </Card>
  );
}
