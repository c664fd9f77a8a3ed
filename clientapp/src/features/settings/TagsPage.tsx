import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Tags, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tagsQuery } from '../../fields/options';
import { toneOfColor } from '../../fields/tones';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Input } from '../../ui/Inputs';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { ManagedPage } from './ManagedPage';
import css from './settings.module.css';
import type { Tag } from './settings.queries';

const TagDialog = lazy(() => import('./TagDialogs').then((file) => ({ default: file.TagDialog })));
const DeleteTagDialog = lazy(() => import('./TagDialogs').then((file) => ({ default: file.DeleteTagDialog })));

type Open = { tag: Tag | null; deleting?: boolean };

export function TagsPage() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery({ ...tagsQuery, staleTime: 0 });
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open | null>(null);

  const tags = data?.data.filter((tag) => tag.name.toLowerCase().includes(text.trim().toLowerCase()));
  const add = <Button variant="primary" icon={Plus} onClick={() => setOpen({ tag: null })}>{t('tags.add')}</Button>;
  const close = () => setOpen(null);

  return (
    <ManagedPage title={t('tags.title')} permission="settings.manage" actions={add}>
      <p className={css.intro}>{t('tags.intro')}</p>
      {data && data.data.length > 0 && <Input type="search" className={css.find} aria-label={t('tags.find')} placeholder={t('tags.find')} value={text} onChange={(event) => setText(event.target.value)} />}
      {tags ? (
        tags.length > 0 ? (
          <ul className={css.tags}>
            {tags.map((tag) => (
              <li key={tag.id}>
                <Badge tone={toneOfColor(tag.color)}>{tag.name}</Badge>
                <span>
                  <IconButton size="small" icon={Pencil} label={t('tags.editNamed', { name: tag.name })} onClick={() => setOpen({ tag })} />
                  <IconButton size="small" icon={Trash2} label={t('tags.deleteNamed', { name: tag.name })} onClick={() => setOpen({ tag, deleting: true })} />
                </span>
              </li>
            ))}
          </ul>
        ) : data!.data.length > 0 ? (
          <EmptyState title={t('tags.noMatch')} />
        ) : (
          <EmptyState icon={Tags} title={t('tags.empty')} hint={t('tags.emptyHint')} action={add} />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={css.lines}>{[1, 2, 3, 4, 5, 6].map((line) => <Skeleton key={line} height={32} />)}</div>
      )}
      {open && <Suspense>{open.deleting && open.tag ? <DeleteTagDialog tag={open.tag} onClose={close} /> : <TagDialog tag={open.tag} onClose={close} />}</Suspense>}
    </ManagedPage>
  );
}
