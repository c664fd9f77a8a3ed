import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Pencil, Plus, RefreshCw, Trash2, Users, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { RecordPicker } from '../../fields/RecordPicker';
import { useFormat } from '../../format/useFormat';
import { writeWhere } from '../../table/where';
import { Badge } from '../../ui/Badge';
import { Button, classes, IconButton } from '../../ui/Button';
import { ErrorState, EmptyState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { Overlap } from './Overlap';
import type { SegmentsSearch } from './routes';
import { addMember, archivedSegmentsQuery, captureSegment, deleteSegment, inputOf, membersQuery, removeMember, saveSegment, segmentsQuery, sizesQuery, useSegmentsChanged, type Segment } from './segments.queries';
import css from './segments.module.css';
import { SizeChart } from './SizeChart';

const SegmentDrawer = lazy(() => import('./SegmentDrawer').then((file) => ({ default: file.SegmentDrawer })));
const route = getRouteApi('/shell/segments');
const link = (search: SegmentsSearch) => ({ to: '/segments', search }) as unknown as LinkProps;
const membersLink = (id: string) => ({ to: '/customers', search: { where: writeWhere({ field: 'segment', op: 'is', values: [id] }) } }) as unknown as LinkProps;

/** Groups of customers under a name: which there are, how large they were, and how they overlap. */
export function SegmentsPage() {
  const { t } = useTranslation('segments');
  const { show, open, new: adding } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: SegmentsSearch) => void navigate({ search: { ...(show && { show }), ...search }, replace: true });
  const { data, error, refetch } = useQuery(show ? archivedSegmentsQuery : segmentsQuery);
  const views = [{ id: 'used', label: t('view.used'), link: link({}) }, { id: 'archived', label: t('view.archived'), link: link({ show: 'archived' }) }];
  const add = can('customers.write') && <Button variant="primary" icon={Plus} onClick={() => go({ new: '1' })}>{t('add')}</Button>;
  const opened = data?.data.find(({ id }) => id === open);
  return (
    <Page title={t('title')} views={<ViewTabs label={t('view.label')} views={views} current={show ?? 'used'} />} actions={add}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data && data.data.length === 0 && <EmptyState title={t('none')} hint={t('noneHint')} />}
      {data && data.data.length > 0 && (
        <div className={css.page}>
          <ul className={css.list}>
            {data.data.map((segment) => (
              <li key={segment.id}>
                <Link {...link({ ...(show && { show }), open: segment.id })} replace className={classes(css.item, segment.id === open && css.current)} aria-current={segment.id === open || undefined}>
                  <Dot color={segment.color} />
                  <span className={css.name}><b className="truncate">{segment.name}</b><Size segment={segment} /></span>
                  <Badge tone={segment.kind === 'live' ? 'brand' : 'slate'}>{t(`kinds.${segment.kind}`)}</Badge>
                  {segment.shared && <Badge>{t('sharedShort')}</Badge>}
                </Link>
              </li>
            ))}
          </ul>
          {opened ? <Details key={opened.id} segment={opened} onGone={() => go({})} /> : <p className="meta">{t('choose')}</p>}
        </div>
      )}
      {adding && <Suspense><SegmentDrawer segment={null} onClose={() => go({})} onSaved={({ id }) => go({ open: id })} /></Suspense>}
    </Page>
  );
}

export const Dot = ({ color }: { color: string }) => <span aria-hidden className={css.dot} style={{ background: `var(--seg-${color})` }} />;

function Size({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  return <span className="meta">{segment.size ? `${t('size', { count: segment.size.customers })} · ${t('sizeOn', { day: format.date(segment.size.day) })}` : t('notCounted')}</span>;
}

function Details({ segment, onGone }: { segment: Segment; onGone: () => void }) {
  const { t, i18n } = useTranslation(['segments', 'common']);
  const format = useFormat();
  const changed = useSegmentsChanged();
  const [editing, setEditing] = useState(false);
  const [sure, setSure] = useState(false);
  const sizes = useQuery(sizesQuery(segment.id));
  const archive = useMutation({ mutationFn: () => saveSegment({ ...inputOf(segment), archived: segment.archivedAt == null }, segment), onSuccess: () => { void changed(); onGone(); } });
  const remove = useMutation({ mutationFn: () => deleteSegment(segment), onSuccess: () => { void changed(); onGone(); }, onError: () => setSure(false) });
  const capture = useMutation({ mutationFn: () => captureSegment(segment), onSuccess: (result) => { toast(t('captured', result)); void changed(); } });
  const wrong = archive.error ?? remove.error ?? capture.error;
  const text = i18n.language === 'en' ? segment.filterText?.en : segment.filterText?.zh;
  return (
    <article className={css.details} aria-label={segment.name}>
      <header className={css.head}>
        <h2 className={css.title}><Dot color={segment.color} /> {segment.name}</h2>
        <Link {...membersLink(segment.id)} className={css.mark}><Users size={16} aria-hidden /> {t('members')}</Link>
        {segment.can.update && (
          <>
            <IconButton size="small" icon={Pencil} label={t('edit')} onClick={() => setEditing(true)} />
            {segment.kind === 'static' && segment.where != null && <IconButton size="small" icon={RefreshCw} label={t('capture')} onClick={() => capture.mutate()} />}
            <IconButton size="small" icon={segment.archivedAt ? ArchiveRestore : Archive} label={t(segment.archivedAt ? 'reopen' : 'archive')} onClick={() => archive.mutate()} />
            <IconButton size="small" icon={Trash2} label={t('delete')} onClick={() => setSure(true)} />
          </>
        )}
      </header>
      {sure && (
        <p role="alert" className={css.head}>
          <span>{t('deleteSure')}</span>
          <Button size="small" onClick={() => setSure(false)}>{t('common:action.cancel')}</Button>
          <Button size="small" variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>{t('delete')}</Button>
        </p>
      )}
      {wrong && <ErrorState error={wrong} />}
      {segment.gone.length > 0 && <p role="alert" className={css.gone}>{t('gone', { fields: segment.gone.join(', ') })}</p>}
      {segment.description && <p className={css.text}>{segment.description}</p>}
      <p>{segment.where == null ? t('noCondition') : text}</p>
      <p className="meta">
        {[segment.ownerName && `${t('owner')} ${segment.ownerName}`, t(segment.shared ? 'shared' : 'private'), segment.takenAt && t('taken', { day: format.dayOfInstant(segment.takenAt) })].filter(Boolean).join(' · ')}
      </p>
      <section className={css.part}>
        <h3 className={css.heading}>{t('sizes')}</h3>
        {sizes.data && (sizes.data.data.length > 0 ? <SizeChart days={sizes.data.data} /> : <p className="meta">{t('sizesNone')}</p>)}
      </section>
      {segment.kind === 'static' && segment.can.update && <Members segment={segment} />}
      <Overlap segment={segment} />
      {editing && <Suspense><SegmentDrawer segment={segment} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} /></Suspense>}
    </article>
  );
}

/** The first members of a static segment, to be taken out, and a place to put others in. */
function Members({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const changed = useSegmentsChanged();
  const { data } = useQuery(membersQuery(segment.id));
  const add = useMutation({ mutationFn: (id: string) => addMember(segment.id, id), onSuccess: () => { toast(t('memberAdded')); void changed(); } });
  const remove = useMutation({ mutationFn: (id: string) => removeMember(segment.id, id), onSuccess: changed });
  return (
    <section className={css.part}>
      <RecordPicker type="customer" aria-label={t('addMember')} placeholder={t('addMember')} value={null} onChange={(picked) => picked && add.mutate(picked.id)} />
      {(add.error ?? remove.error) && <ErrorState error={add.error ?? remove.error} />}
      <ul className={css.parts}>
        {data?.data.map((row) => (
          <li key={row.id} className={css.head}>
            <Link to="/customers/$id" params={{ id: row.id }} className="truncate">{row.name}</Link>
            <IconButton size="small" icon={X} label={t('remove', { name: row.name })} onClick={() => remove.mutate(row.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
