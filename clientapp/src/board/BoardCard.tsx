import { useDraggable } from '@dnd-kit/core';
import { Link } from '@tanstack/react-router';
import { CornerDownRight, GripVertical, Lock, MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar, Badge } from '../ui/Badge';
import { classes, IconButton } from '../ui/Button';
import { Menu } from '../ui/Menu';
import type { BoardProps } from './Board';
import css from './board.module.css';

type BoardCardProps<Row extends { id: string }> = Pick<BoardProps<Row>, 'values' | 'name' | 'link' | 'card' | 'onMove' | 'locked'> & {
  row: Row;
  from: string;
  /** Moved here, but the list's filter would not show it. */
  outside: boolean;
  onPut?: (to: string) => void;
  /** The card that hangs at the pointer. */
  lifted?: boolean;
};

export function BoardCard<Row extends { id: string }>({ row, from, values, name, link, card, onMove, locked, outside, onPut, lifted = false }: BoardCardProps<Row>) {
  const { t } = useTranslation('board');
  const why = locked?.(row);
  const movable = onMove !== undefined && !why;
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({ id: lifted ? `${row.id}-lifted` : row.id, data: { row, from }, disabled: !movable || lifted });
  const title = name(row);

  return (
    <div
      ref={setNodeRef}
      className={classes(css.card, movable && css.movable, lifted && css.lifted)}
      data-dragged={isDragging}
      onMouseDown={listeners?.['onMouseDown'] as never}
      onTouchStart={listeners?.['onTouchStart'] as never}
    >
      <div className={css.title}>
        <Link {...link(row)} className={css.name} draggable={false} title={title}>
          <Avatar name={title} />
          <span className="truncate">{title}</span>
        </Link>
        {why && <Lock size={14} role="img" aria-label={why} className={css.lock} />}
        {movable && (
          <span className={css.tools}>
            <button ref={setActivatorNodeRef} type="button" {...attributes} onKeyDown={listeners?.['onKeyDown'] as never} className={css.grip} aria-label={t('drag', { name: title })}>
              <GripVertical size={16} aria-hidden />
            </button>
            <Menu
              label={t('menu', { name: title })}
              trigger={(props) => <IconButton {...props} size="small" icon={MoreHorizontal} label={t('menu', { name: title })} />}
              items={[{ heading: t('moveTo') }, ...values.filter(({ value }) => value !== from).map(({ value, name: to }) => ({ label: to, icon: CornerDownRight, onSelect: () => onPut?.(value) }))]}
            />
          </span>
        )}
      </div>
      {outside && <Badge tone="warn">{t('outside')}</Badge>}
      {card(row)}
    </div>
  );
}
