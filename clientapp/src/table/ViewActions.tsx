import { useMutation, useQueryClient } from '@tanstack/react-query';
import { House, Pencil, Plus, Settings2, Trash2, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/Button';
import { Menu, type MenuItem } from '../ui/Menu';
import { toast } from '../ui/toast';
import css from './table.module.css';
import type { ListViews } from './useListViews';
import { ViewDialog } from './ViewDialog';
import { ViewManager } from './ViewManager';
import { stateToSave } from './views';
import { addView, deleteView, inputOf, replaceView, viewsKey, type ViewInput, type ViewRow } from './views.queries';
import { filterOf } from './whereApi';

/** Save, save as, put back; name and share, choose the first one, delete, and which ones stand as tabs. */
export default function ViewActions({ views }: { views: ListViews }) {
  const { t } = useTranslation(['lists', 'common']);
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'add' | 'edit' | 'manage' | null>(null);
  const { entity, shown, current, preferred, layout, layoutField, go, saveSettings } = views;
  const again = () => client.invalidateQueries({ queryKey: viewsKey(entity) });

  const state = stateToSave(shown);
  const content = (): Pick<ViewInput, 'where' | 'sort' | 'layout' | 'layoutField'> => ({ where: filterOf(state), sort: state.sort ?? null, layout, layoutField });

  const keep = useMutation({
    mutationFn: (row: ViewRow) => replaceView(row, { ...inputOf(row), ...content() }),
    onSuccess: async (row) => {
      await again();
      go({ view: row.id });
      toast(t('view.saved', { name: row.name }));
    },
  });
  const bring = useMutation({ mutationFn: (input: ViewInput) => addView(entity, input), onSuccess: again });
  const remove = useMutation({
    mutationFn: deleteView,
    onSuccess: async (_, row) => {
      go({ view: views.builtIn[0]!.id });
      await again();
      toast(t('view.deleted', { name: row.name }), { undo: () => bring.mutate(inputOf(row)) });
    },
  });

  const own = Boolean(state.filter || state.where || state.sort) && !current && !shown.listed.deleted && Boolean(shown.listed.filter || shown.listed.where || shown.listed.sort);
  const first = shown.view === preferred;
  const items: MenuItem[] = [
    ...(current?.row.can.update ? [{ label: t('view.edit'), icon: Pencil, onSelect: () => setDialog('edit') }] : []),
    { label: t(first ? 'view.isFirst' : 'view.makeFirst'), icon: House, disabled: first, onSelect: () => void saveSettings({ defaultView: shown.view }).then(() => toast(t('view.firstNow'))) },
    { label: t('view.saveAs'), icon: Plus, onSelect: () => setDialog('add') },
    { label: t('view.manage'), icon: Settings2, onSelect: () => setDialog('manage') },
    ...(current?.row.can.delete ? (['divider', { label: t('view.delete'), icon: Trash2, danger: true, onSelect: () => remove.mutate(current.row) }] as MenuItem[]) : []),
  ];

  return (
    <span className={css.viewActions}>
      {current && current.row.sharedWith !== 'nobody' && <UsersRound size={14} role="img" aria-label={t('view.sharedBy', { name: current.row.ownerName ?? '' })} className={css.shared} />}
      {shown.changed && current && (
        <>
          {current.row.can.update && <Button size="small" busy={keep.isPending} onClick={() => keep.mutate(current.row)}>{t('view.save')}</Button>}
          <Button size="small" variant="ghost" onClick={() => setDialog('add')}>{t('view.saveAs')}</Button>
          <Button size="small" variant="ghost" onClick={() => go({ view: current.id })}>{t('view.revert')}</Button>
        </>
      )}
      {own && <Button size="small" variant="ghost" onClick={() => setDialog('add')}>{t('view.saveAs')}</Button>}
      <Menu label={t('view.menu')} items={items} trigger={(props) => <IconButton {...props} size="small" icon={Settings2} label={t('view.menu')} />} />
      {dialog === 'manage' && <ViewManager views={views} onClose={() => setDialog(null)} />}
      {(dialog === 'add' || (dialog === 'edit' && current)) && (
        <ViewDialog
          row={dialog === 'edit' ? current!.row : null}
          onClose={() => setDialog(null)}
          send={async (input) => {
            const row = dialog === 'edit' ? await replaceView(current!.row, { ...inputOf(current!.row), ...input }) : await addView(entity, { ...content(), ...input });
            await again();
            setDialog(null);
            if (dialog === 'add') go({ view: row.id });
          }}
        />
      )}
    </span>
  );
}
