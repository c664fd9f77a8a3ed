import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, GripVertical, Pencil, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { codeListsQuery } from '../../fields/options';
import { toneOfItem } from '../../fields/tones';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { newPositions } from './order';
import css from './settings.module.css';
import { changeCodeItem, type CodeItem, type CodeList } from './settings.queries';
import { useRowOrder } from './useRowOrder';

/** The choices of a list in their order; the handle moves one by arrow keys or by dragging. */
export function CodeItems({ list, onEdit }: { list: CodeList; onEdit: (item: CodeItem) => void }) {
  const { t, i18n } = useTranslation('settings');
  const client = useQueryClient();
  const name = (item: CodeItem) => (i18n.language === 'en' ? item.labelEn : item.labelZh);

  const save = useMutation({
    scope: { id: `code-list ${list.key}` },
    mutationFn: async (positions: { item: CodeItem; position: number }[]) => {
      for (const { item, position } of positions) await changeCodeItem(list.key, item, { position });
    },
    onSettled: async () => {
      await client.invalidateQueries(codeListsQuery);
      settled();
    },
  });
  const activate = useMutation({
    mutationFn: (item: CodeItem) => changeCodeItem(list.key, item, { active: !item.active }),
    onSuccess: (saved) => toast(t(saved.active ? 'codeLists.reactivated' : 'codeLists.retiredDone'), { undo: () => activate.mutate(saved) }),
    onSettled: () => client.invalidateQueries(codeListsQuery),
  });

  const { items, rows, spoken, handle, settled } = useRowOrder({
    items: list.items,
    keyOf: (item) => item.code,
    say: (item, position, count) => t('codeLists.moved', { name: name(item), position, count }),
    onSettle: (next, code) => {
      const positions = newPositions(next, code);
      if (positions.length > 0) save.mutate(positions);
      else settled();
    },
    busy: save.isPending,
  });

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
            <tr key={item.code} data-key={item.code} data-retired={!item.active}>
              <td>
                <IconButton size="small" className={css.handle} icon={GripVertical} label={t('codeLists.move', { name: name(item) })} {...handle(item, index)} />
              </td>
              <td><Badge tone={toneOfItem(list.key, item)}>{item.labelZh}</Badge></td>
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
