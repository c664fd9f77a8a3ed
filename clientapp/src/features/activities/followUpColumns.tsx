import { Link } from '@tanstack/react-router';
import { Clock, Check, CircleAlert, MoreHorizontal } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import { When } from '../../format/When';
import { Badge, type Tone } from '../../ui/Badge';
import { channelIcons, useChannelOptions } from './channels';
import css from './followUp.module.css';
import type { FollowUpRow } from './followUps.queries';
import type { Closing } from './useFollowUpDialogs';

const RowMenu = lazy(() => import('./FollowUpRowMenu'));

const tones: Record<FollowUpRow['status'], Tone> = { planned: 'brand', done: 'good', cancelled: 'neutral', missed: 'warn' };
const statuses = Object.keys(tones) as FollowUpRow['status'][];

const closed = (row: FollowUpRow) => (row.can.update ? undefined : true);

type Handlers = { onOpen: (row: FollowUpRow) => void; onClosing: (row: FollowUpRow, closing: Closing) => void };

export function useFollowUpColumns({ onOpen, onClosing }: Handlers): ColumnField<FollowUpRow>[] {
  const { t } = useTranslation('activities');
  const channels = useChannelOptions();
  return useMemo(
    () => [
      { key: 'subject', type: 'text', label: t('field.subject'), width: 300, filterable: true, value: (row) => row.subject, render: (row) => <Subject row={row} onOpen={onOpen} onClosing={onClosing} /> },
      { key: 'due', locked: t('locked.due'), type: 'dateTime', label: t('field.due'), icon: Clock, width: 150, sortable: true, filterable: true, value: (row) => row.due, render: (row) => <DueText row={row} /> },
      { key: 'customerId', type: 'text', label: t('field.customer'), width: 200, value: (row) => row.customerName, render: (row) => row.customerId && <Link to="/customers/$id" params={{ id: row.customerId }} tabIndex={-1}>{row.customerName}</Link> },
      { key: 'contactId', type: 'text', label: t('field.contact'), width: 110, value: (row) => row.contactName, render: (row) => row.contactId && <Link to="/contacts/$id" params={{ id: row.contactId }} tabIndex={-1}>{row.contactName}</Link> },
      { key: 'channel', type: 'code', label: t('field.channel'), width: 100, options: channels, filterable: true, editable: true, lockedIn: (row) => closed(row) && t('locked.closed'), value: (row) => row.channel, render: (row) => <ChannelText channel={row.channel} /> },
      {
        key: 'status', locked: t('locked.status'), type: 'code', label: t('field.status'), width: 100, filterable: true, value: (row) => row.status,
        options: statuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
        render: (row) => <Badge tone={row.overdue ? 'bad' : tones[row.status]}>{t(row.kind === 'promise' ? `promise.${row.status}` : `status.${row.status}`)}</Badge>,
      },
      { key: 'kind', type: 'code', label: t('field.kind'), width: 90, filterable: true, options: (['step', 'promise'] as const).map((kind) => ({ value: kind, label: t(`kind.${kind}`) })), value: (row) => row.kind, render: (row) => t(`kind.${row.kind}`) },
      { key: 'ownerId', type: 'user', label: t('field.owner'), filterable: true, editable: true, lockedIn: (row) => closed(row) && t('locked.closed'), value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'notes', type: 'longText', label: t('field.notes'), editable: true, lockedIn: (row) => closed(row) && t('locked.closed'), value: (row) => row.notes },
      { key: 'result', locked: t('locked.status'), type: 'longText', label: t('field.result'), value: (row) => row.result },
      { key: 'completedAt', type: 'dateTime', label: t('field.completedAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.completedAt },
      { key: 'createdAt', type: 'dateTime', label: t('field.createdAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.createdAt },
      { key: 'actions', type: 'text', control: true, label: t('field.actions'), icon: MoreHorizontal, width: 80, value: () => null, render: (row) => <Suspense><RowMenu row={row} onOpen={onOpen} onClosing={onClosing} /></Suspense> },
    ],
    [t, channels, onOpen, onClosing],
  );
}

type RowProps = Handlers & { row: FollowUpRow };

function Subject({ row, onOpen, onClosing }: RowProps) {
  const { t } = useTranslation('activities');
  const Icon = channelIcons[row.channel];
  return (
    <span className={css.item}>
      {row.can.complete ? (
        <button type="button" tabIndex={-1} className={css.tick} aria-label={t('action.completeNamed', { subject: row.subject })} title={t('action.complete')} onClick={() => onClosing(row, 'complete')}>
          <Check size={16} aria-hidden />
        </button>
      ) : (
        <span className={css.tick}><Icon size={16} aria-hidden /></span>
      )}
      <button type="button" tabIndex={-1} className={`${css.name} truncate`} data-closed={row.status !== 'planned'} title={row.subject} onClick={() => onOpen(row)}>{row.subject}</button>
    </span>
  );
}

function ChannelText({ channel }: { channel: FollowUpRow['channel'] }) {
  const { t } = useTranslation('activities');
  const Icon = channelIcons[channel];
  return <span className={css.item}><Icon size={14} aria-hidden className={css.faint} />{t(`channel.${channel}`)}</span>;
}

/** Relative day, with the time where there is one; late ones carry a sign, not colour alone. */
function DueText({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const day = row.dueOn ?? format.dayOf(row.dueAt!);
  return (
    <span className={row.overdue ? css.late : css.item}>
      {row.overdue && <CircleAlert size={14} role="img" aria-label={t('status.overdue')} />}
      <span><When value={day} />{row.dueAt && ` ${format.time(row.dueAt)}`}</span>
    </span>
  );
}
