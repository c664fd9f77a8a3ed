import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../ui/Badge';
import { IconButton } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Checkbox } from '../ui/Inputs';
import css from './table.module.css';
import type { ListViews } from './useListViews';

/** Which views stand as tabs, and in which order. */
export function ViewManager({ views, onClose }: { views: ListViews; onClose: () => void }) {
  const { t } = useTranslation('lists');
  const { tabs, preferred, saved, saveSettings } = views;
  const pinned = tabs.map(({ id }) => id);
  const ordered = [...tabs, ...views.views.filter(({ id }) => !pinned.includes(id))];
  const put = (next: string[]) => void saveSettings({ pinned: next });
  const move = (id: string, step: number) => {
    const next = pinned.filter((other) => other !== id);
    next.splice(pinned.indexOf(id) + step, 0, id);
    put(next);
  };

  return (
    <Dialog title={t('view.manage')} onClose={onClose}>
      <ul>
        {ordered.map(({ id, label }) => {
          const at = pinned.indexOf(id);
          const owner = saved.find((view) => view.id === id)?.row;
          return (
            <li key={id} className={css.choice}>
              <Checkbox
                label={<>{label} {id === preferred && <Badge>{t('view.first')}</Badge>} {owner && owner.sharedWith !== 'nobody' && <span className="meta">{t('view.sharedBy', { name: owner.ownerName ?? '' })}</span>}</>}
                checked={at >= 0}
                disabled={at >= 0 && pinned.length === 1}
                onChange={() => put(at >= 0 ? pinned.filter((other) => other !== id) : [...pinned, id])}
              />
              <span>
                <IconButton size="small" icon={ArrowUp} label={t('view.earlier', { name: label })} disabled={at < 1} onClick={() => move(id, -1)} />
                <IconButton size="small" icon={ArrowDown} label={t('view.later', { name: label })} disabled={at < 0 || at === pinned.length - 1} onClick={() => move(id, 1)} />
              </span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
