import { DndContext, KeyboardSensor, PointerSensor, closestCenter, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, Columns3, GripVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnField } from '../fields/field';
import { Button, IconButton } from '../ui/Button';
import { Checkbox, Segmented } from '../ui/Inputs';
import { Popover } from '../ui/Popover';
import { densities, mostFrozen, type ColumnState, type Density } from './columns';
import css from './table.module.css';

type ColumnChooserProps<Row> = {
  fields: ColumnField<Row>[];
  state: ColumnState;
  onChange: (state: ColumnState) => void;
  onReset: () => void;
  /** For administrators: what is set now becomes what everybody begins with. */
  onShare?: (() => void) | undefined;
};

/** Which columns, in which order, which stay in sight, how high the rows. The first column names the row and stays. */
export function ColumnChooser<Row>({ fields, state, onChange, onReset, onShare }: ColumnChooserProps<Row>) {
  const { t } = useTranslation(['common', 'lists']);
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const ordered = state.order.flatMap((key) => fields.find((field) => field.key === key) ?? []);
  const found = ordered.filter((field) => field.label.toLowerCase().includes(needle));
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const labelOf = (id: string | number) => ordered.find(({ key }) => key === id)?.label ?? '';

  const toggle = (key: string) =>
    onChange({ ...state, hidden: state.hidden.includes(key) ? state.hidden.filter((other) => other !== key) : [...state.hidden, key] });
  const moveTo = (key: string, index: number) => {
    if (index < 1) return;
    const order = state.order.filter((other) => other !== key);
    order.splice(index, 0, key);
    onChange({ ...state, order });
  };
  const drop = ({ active, over }: DragEndEvent) => over && active.id !== over.id && moveTo(String(active.id), state.order.indexOf(String(over.id)));
  const say = (key: 'lists:drag.over' | 'lists:drag.end') => ({ active, over }: Pick<DragEndEvent, 'active' | 'over'>) => (over ? t(key, { column: labelOf(active.id), position: state.order.indexOf(String(over.id)) + 1 }) : undefined);

  return (
    <Popover label={t('table.columns')} trigger={(props) => <IconButton {...props} label={t('table.columns')} icon={Columns3} />}>
      {() => (
        <div className={css.editor}>
          <input className={css.find} type="search" aria-label={t('table.columnsFind')} placeholder={t('table.columnsFind')} value={text} onChange={(event) => setText(event.target.value)} />
          <DndContext
            sensors={sensors}
            collisionDetection={closestCenter}
            onDragEnd={drop}
            accessibility={{
              screenReaderInstructions: { draggable: t('lists:drag.help') },
              announcements: {
                onDragStart: ({ active }) => t('lists:drag.start', { column: labelOf(active.id) }),
                onDragOver: say('lists:drag.over'),
                onDragEnd: say('lists:drag.end'),
                onDragCancel: () => t('lists:drag.cancel'),
              },
            }}
          >
            <SortableContext items={found.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
              <ul className={css.options}>
                {found.map((field) => {
                  const index = state.order.indexOf(field.key);
                  return (
                    <ColumnChoice
                      key={field.key}
                      id={field.key}
                      label={field.label}
                      shown={!state.hidden.includes(field.key)}
                      first={index === 0}
                      last={index === state.order.length - 1}
                      onToggle={() => toggle(field.key)}
                      onMove={(step) => moveTo(field.key, index + step)}
                      second={index === 1}
                    />
                  );
                })}
              </ul>
            </SortableContext>
          </DndContext>
          <Segmented
            label={t('lists:frozen')}
            value={String(state.frozen)}
            options={Array.from({ length: mostFrozen }, (_, index) => ({ value: String(index + 1), label: t('lists:freeze', { count: index + 1 }) }))}
            onChange={(frozen) => onChange({ ...state, frozen: Number(frozen) })}
          />
          <Segmented
            label={t('table.density')}
            value={state.density}
            options={(Object.keys(densities) as Density[]).map((density) => ({ value: density, label: t(`table.${density}`) }))}
            onChange={(density) => onChange({ ...state, density })}
          />
          <div className={css.choice}>
            <Button size="small" onClick={onReset}>{t('table.columnsReset')}</Button>
            {onShare && <Button size="small" variant="ghost" onClick={onShare}>{t('lists:shareColumns')}</Button>}
          </div>
        </div>
      )}
    </Popover>
  );
}

type ColumnChoiceProps = { id: string; label: string; shown: boolean; first: boolean; second: boolean; last: boolean; onToggle: () => void; onMove: (step: number) => void };

function ColumnChoice({ id, label, shown, first, second, last, onToggle, onMove }: ColumnChoiceProps) {
  const { t } = useTranslation(['common', 'lists']);
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({ id, disabled: first });
  const { role: _, ...handle } = attributes;
  return (
    <li ref={setNodeRef} className={css.choice} data-dragging={isDragging} style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}>
      <Checkbox label={label} disabled={first} checked={shown} onChange={onToggle} />
      <span>
        <IconButton size="small" icon={ArrowUp} label={t('table.moveUp', { column: label })} disabled={first || second} onClick={() => onMove(-1)} />
        <IconButton size="small" icon={ArrowDown} label={t('table.moveDown', { column: label })} disabled={first || last} onClick={() => onMove(1)} />
        {!first && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            {...handle}
            {...listeners}
            className={css.handle}
            aria-label={t('lists:drag.handle', { column: label })}
            onKeyDown={(event) => {
              listeners?.['onKeyDown']?.(event);
              // Esc ends the drag and not more.
              if (isDragging && event.key === 'Escape') event.preventDefault();
            }}
          >
            <GripVertical size={16} aria-hidden />
          </button>
        )}
      </span>
    </li>
  );
}
