import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, GripVertical, Pencil, RotateCcw } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { codeListsQuery } from '../../fields/options';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { moved, newPositions } from './order';
import css from './settings.module.css';
import { changeCodeItem, type CodeItem, type CodeList } from './settings.queries';

/** The choices of a list in their order; the handle moves one by arrow keys or by dragging. */
export function CodeItems({ list, onEdit }: { list: CodeList; onEdit: (item: CodeItem) => void }) {
  const { t, i18n } = useTranslation('settings');
  const client = useQueryClient();
  const rows = useRef<HTMLTableSectionElement>(null);
  const [order, setOrder] = useState<CodeItem[] | null>(null);
  const [spoken, setSpoken] = useState('');
  const items = order ?? list.items;
  const name = (item: CodeItem) => (i18n.language === 'en' ? item.labelEn : item.labelZh);

  const save = useMutation({
    scope: { id: `code-list ${list.key}` },
    mutationFn: async (positions: { item: CodeItem; position: number }[]) => {
      for (const { item, position } of positions) await changeCodeItem(list.key, item, { position });
    },
    onSettled: async () => {
      await client.invalidateQueries(codeListsQuery);
      setOrder(null);
    },
  });
  const activate = useMutation({
    mutationFn: (item: CodeItem) => changeCodeItem(list.key, item, { active: !item.active }),
    onSuccess: (saved) => toast(t(saved.active ? 'codeLists.reactivated' : 'codeLists.retiredDone'), { undo: () => activate.mutate(saved) }),
    onSettled: () => client.invalidateQueries(codeListsQuery),
  });

  const place = (code: string, to: number) => {
    const from = items.findIndex((item) => item.code === code);
    const target = Math.max(0, Math.min(items.length - 1, to));
    if (from === target) return items;
    const next = moved(items, from, target);
    setOrder(next);
    setSpoken(t('codeLists.moved', { name: name(items[from]!), position: target + 1, count: items.length }));
    return next;
  };
  const settle = (next: CodeItem[], code: string) => {
    const positions = newPositions(next, code);
    if (positions.length > 0) save.mutate(positions);
    else setOrder(null);
  };

  const byKey = (item: CodeItem, index: number) => (event: KeyboardEvent) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || save.isPending) return;
    event.preventDefault();
    settle(place(item.code, to), item.code);
  };

  const byPointer = (item: CodeItem) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || save.isPending) return;
    // On the document, because a row that moves in the table would lose a captured pointer.
    let next = items;
    const listening = new AbortController();
    const move = ({ clientY }: globalThis.PointerEvent) => {
      const rest = [...rows.current!.rows].filter((row) => row.dataset['code'] !== item.code);
      const above = rest.filter((row) => row.getBoundingClientRect().top + row.offsetHeight / 2 < clientY).length;
      next = moved(items, items.indexOf(item), above);
      setOrder(next);
    };
    const drop = () => {
      listening.abort();
      settle(next, item.code);
    };
    document.addEventListener('pointermove', move, listening);
    document.addEventListener('pointerup', drop, listening);
    document.addEventListener('pointercancel', drop, listening);
  };

  return (
    <>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col"><span className="sr-only">{t('codeLists.order')}</span></th>
            <th scope="col">{t('codeLists.labelZh')}</th>
            <th scope="col">{t('codeLists.labelEn')}</th>
            <th scope="col" className={css.wide}>{t('codeLists.code')}</th>
            <th scope="col">{t('codeLists.state')}</th>
            <th scope="col"><span className="sr-only">{t('codeLists.actions')}</span></th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {items.map((item, index) => (
            <tr key={item.code} data-code={item.code} data-retired={!item.active}>
              <td>
                <IconButton size="small" className={css.handle} icon={GripVertical} label={t('codeLists.move', { name: name(item) })} onKeyDown={byKey(item, index)} onPointerDown={byPointer(item)} />
              </td>
              <td>{item.labelZh}</td>
              <td>{item.labelEn}</td>
              <td className={css.wide}><code>{item.code}</code></td>
              <td className={css.state}><Badge tone={item.active ? 'good' : 'neutral'}>{t(item.active ? 'codeLists.active' : 'codeLists.retired')}</Badge></td>
              <td className={css.actions}>
                <IconButton size="small" icon={Pencil} label={t('codeLists.edit', { name: name(item) })} onClick={() => onEdit(item)} />
                <IconButton
                  size="small"
                  icon={item.active ? Ban : RotateCcw}
                  label={t(item.active ? 'codeLists.retireNamed' : 'codeLists.reactivateNamed', { name: name(item) })}
                  onClick={() => activate.mutate(item)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sr-only" role="status">{spoken}</p>
    </>
  );
}
