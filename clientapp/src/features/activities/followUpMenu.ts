import { ArrowRight, CalendarDays, Check, CircleSlash, ClockAlert, PanelRightOpen, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import type { MenuItem } from '../../ui/Menu';
import type { FollowUpRow } from './followUps.queries';
import { useFollowUpActions } from './useFollowUpActions';
import type { Closing } from './useFollowUpDialogs';
import { dayOfDue, dueOnDay, weekOf } from './week';

type Handlers = { onOpen: (row: FollowUpRow) => void; onClosing: (row: FollowUpRow, closing: Closing) => void };

/** What can be done with a follow-up. `days` are those it can be moved to at once. */
export function useFollowUpMenu({ onOpen, onClosing }: Handlers, days?: string[]) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const actions = useFollowUpActions();

  const soon = (): { day: string; label: string }[] => {
    const today = format.today();
    return [
      { day: today, label: t('action.today') },
      { day: addDays(today, 1), label: t('action.tomorrow') },
      { day: addDays(weekOf(today)[0]!, 7), label: t('action.nextWeek') },
    ];
  };
  const targets = () => days?.map((day) => ({ day, label: `${format.weekday(day)} ${format.shortDate(day)}` })) ?? soon();

  return (row: FollowUpRow): MenuItem[] => {
    const items: MenuItem[] = [{ label: t('action.open'), icon: PanelRightOpen, onSelect: () => onOpen(row) }];
    const promise = row.kind === 'promise';
    if (row.can.complete)
      items.push(
        { label: t(promise ? 'promise.keep' : 'action.complete'), icon: Check, onSelect: () => onClosing(row, 'complete') },
        { label: t(promise ? 'promise.break' : 'action.missed'), icon: ClockAlert, onSelect: () => onClosing(row, 'missed') },
        { label: t(promise ? 'promise.withdraw' : 'action.cancel'), icon: CircleSlash, onSelect: () => onClosing(row, 'cancel') },
      );
    if (row.can.reopen) items.push({ label: t('action.reopen'), icon: RotateCcw, onSelect: () => actions.reopen(row) });
    if (row.can.update)
      items.push(
        'divider',
        { heading: t('action.move') },
        ...targets()
          .filter(({ day }) => day !== dayOfDue(row, format))
          .map(({ day, label }) => ({ label, icon: ArrowRight, onSelect: () => actions.move(row, dueOnDay(row, day, format)) })),
        { label: t('action.otherDay'), icon: CalendarDays, onSelect: () => onOpen(row) },
      );
    if (row.deletedAt) items.push('divider', { label: t('action.restore'), icon: RotateCcw, onSelect: () => actions.restore(row) });
    else if (row.can.delete) items.push('divider', { label: t('action.delete'), icon: Trash2, danger: true, onSelect: () => actions.remove(row) });
    return items;
  };
}
