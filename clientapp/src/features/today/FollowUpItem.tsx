import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Tooltip } from '../../ui/Tooltip';
import { classes } from '../../ui/Button';
import { channelIcons } from '../activities/channels';
import type { FollowUpRow } from '../activities/followUps.queries';
import css from './today.module.css';

type FollowUpItemProps = { followUp: FollowUpRow; open: boolean; onOpen: () => void };

/** One thing to do: the circle completes it, the names lead to the records. */
export function FollowUpItem({ followUp, open, onOpen }: FollowUpItemProps) {
  const { t } = useTranslation(['today', 'activities']);
  const { id, subject, channel, customerId, customerName, contactId, contactName, notes, can } = followUp;
  const ChannelIcon = channelIcons[channel];
  const label = t('complete', { subject });
  return (
    <div className={css.item}>
      <Tooltip text={t('completeTip')}>
        <button type="button" data-complete={id} className={css.circle} aria-label={label} aria-expanded={open} disabled={!can.complete} onClick={onOpen}>
          <Circle size={20} strokeWidth={1.75} aria-hidden className={css.open} />
          <CircleCheck size={20} strokeWidth={1.75} aria-hidden className={css.done} />
        </button>
      </Tooltip>
      <div className={css.what}>
        <p className={css.subject}>
          <ChannelIcon size={14} role="img" aria-label={t(`activities:channel.${channel}`)} />
          {followUp.kind === 'promise' && <Badge tone={followUp.overdue ? 'bad' : 'warn'}>{t('promise.badge')}</Badge>}
          <span className="truncate" title={subject}>{subject}</span>
        </p>
        <p className={classes(css.who, 'truncate')} title={notes ?? undefined}>
          {customerId && <Link to="/customers/$id" params={{ id: customerId }}>{customerName}</Link>}
          {contactId && <Link to="/contacts/$id" params={{ id: contactId }}>{contactName}</Link>}
          {notes && <span>{notes}</span>}
        </p>
      </div>
      <Due followUp={followUp} />
    </div>
  );
}

function Due({ followUp: { due, dueOn, dueAt, overdue } }: { followUp: FollowUpRow }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const day = dueOn ?? format.dayOf(due);
  const clock = dueAt ? format.time(dueAt) : '';
  const exact = dueAt ? format.instant(dueAt) : format.date(day);
  const isToday = day === format.today();
  const text = overdue ? format.relative(dueAt ?? day) : isToday ? clock || t('anyTime') : [format.weekday(day), format.shortDate(day), clock].filter(Boolean).join(' ');
  return (
    <time dateTime={dueAt ?? day} title={exact} className={classes(css.due, overdue && css.late)}>
      {overdue && <TriangleAlert size={14} role="img" aria-label={t('overdue')} />}
      {text}
    </time>
  );
}
