import { CircleAlert, CircleCheck, CircleSlash, MoreHorizontal } from 'lucide-react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import { Menu, type MenuItem } from '../../ui/Menu';
import css from './calendar.module.css';
import { channelIcons } from './channels';
import type { FollowUpRow } from './followUps.queries';

type WeekItemProps = {
  row: FollowUpRow;
  menu: MenuItem[];
  onOpen: () => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  dragged?: boolean;
  style?: CSSProperties;
};

export function WeekItem({ row, menu, onOpen, onPointerDown, onKeyDown, dragged, style }: WeekItemProps) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const state = row.overdue ? 'overdue' : row.status;
  const Icon = row.overdue ? CircleAlert : row.status === 'done' ? CircleCheck : row.status === 'planned' ? channelIcons[row.channel] : CircleSlash;
  const who = row.customerName ?? row.contactName;
  const text = [row.dueAt && format.time(row.dueAt), row.subject, who].filter(Boolean).join(' · ');

  return (
    <li className={css.item} data-state={state} data-dragged={dragged} style={style}>
      <button
        type="button"
        className={css.open}
        data-follow-up={row.id}
        title={text}
        aria-label={`${text}, ${t(`channel.${row.channel}`)}, ${t(`status.${state}`)}`}
        onClick={onOpen}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      >
        <Icon size={14} aria-hidden />
        {row.dueAt && <span className={css.time}>{format.time(row.dueAt)}</span>}
        <span className="truncate">{row.subject}{who && <span className={css.who}> · {who}</span>}</span>
      </button>
      <Menu label={t('action.more', { subject: row.subject })} items={menu} trigger={(props) => <IconButton {...props} size="small" className={css.more} icon={MoreHorizontal} label={t('action.more', { subject: row.subject })} />} />
    </li>
  );
}
