import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Pencil, RefreshCw, RotateCcw, Trash2, Users, X } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { RecordPicker } from '../../fields/RecordPicker';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { useFilterFields } from '../../table/filterFields';
import { Sentence } from '../../table/Sentence';
import { writeWhere } from '../../table/where';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { conditionOf } from '../settings/RuleSentence';
import { Dot } from './Dot';
import { Overlap } from './Overlap';
import { SegmentDrawer } from './SegmentDrawer';
import { addMember, captureSegment, inputOf, membersQuery, removeMember, saveSegment, segmentQuery, sizesQuery, useSegmentBin, useSegmentsChanged, type Segment } from './segments.queries';
import css from './segments.module.css';
import { SizeChart } from './SizeChart';

const History = lazy(() => withTexts(import('../history/History'), 'history', 'customer').then((file) => ({ default: file.History })));
const membersLink = (id: string) => ({ to: '/customers', search: { where: writeWhere({ field: 'segment', op: 'is', values: [id] }) } }) as unknown as LinkProps;

/** A segment as it stands: whom it holds, how large it was, how it overlaps with another, and who changed it. */
export function SegmentDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const { data: segment, error, refetch } = useQuery(segmentQuery(id));
  const changed = useSegmentsChanged();
  const bin = useSegmentBin();
  const [editing, setEditing] = useState(false);
  const archive = useMutation({ mutationFn: (one: Segment) => saveSegment({ ...inputOf(one), archived: one.archivedAt == null }, one), onSuccess: changed });
  const capture = useMutation({ mutationFn: captureSegment, onSuccess: (result) => { toast(t('captured', result)); void changed(); } });
  if (editing && segment) return <SegmentDrawer segment={segment} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />;

  const wrong = archive.error ?? capture.error;
  const footer = segment && (
    <>
      {segment.can.restore && <Button icon={RotateCcw} onClick={() => bin.restore(segment)}>{t('restore')}</Button>}
      {segment.can.delete && <Button variant="danger" icon={Trash2} onClick={() => { bin.remove(segment); onClose(); }}>{t('delete')}</Button>}
      {segment.can.update && (
        <>
          <Button icon={segment.archivedAt ? ArchiveRestore : Archive} busy={archive.isPending} onClick={() => archive.mutate(segment)}>{t(segment.archivedAt ? 'reopen' : 'archive')}</Button>
          {segment.kind === 'static' && segment.where != null && <Button icon={RefreshCw} busy={capture.isPending} onClick={() => capture.mutate(segment)}>{t('capture')}</Button>}
          <Button icon={Pencil} onClick={() => setEditing(true)}>{t('edit')}</Button>
        </>
      )}
    </>
  );
  return (
    <Drawer title={segment?.name ?? t('title')} onClose={onClose} footer={footer} wide>
      {error && !segment && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!segment && !error && <Skeleton height={240} />}
      {wrong && <ErrorState error={wrong} />}
      {segment && <Known segment={segment} />}
    </Drawer>
  );
}

function Known({ segment }: { segment: Segment }) {
  const { t, i18n } = useTranslation('segments');
  const format = useFormat();
  const sizes = useQuery(sizesQuery(segment.id));
  const text = i18n.language === 'en' ? segment.filterText?.en : segment.filterText?.zh;
  const { id, version } = segment;
  const shown = useShown();
  return (
    <div className={css.details}>
      <p className={css.head}>
        <Dot color={segment.color} />
        <Badge tone={segment.kind === 'live' ? 'brand' : 'slate'}>{t(`kinds.${segment.kind}`)}</Badge>
        {segment.shared && <Badge>{t('sharedShort')}</Badge>}
        {segment.archivedAt && <Badge>{t('archived')}</Badge>}
        <span className="meta">{segment.size ? `${t('size', { count: segment.size.customers })} · ${t('sizeOn', { day: format.date(segment.size.day) })}` : t('notCounted')}</span>
        {segment.deletedAt == null && <Link {...membersLink(id)} className={css.mark}><Users size={16} aria-hidden /> {t('members')}</Link>}
      </p>
      {segment.gone.length > 0 && <p role="alert" className={css.gone}>{t('gone', { fields: segment.gone.join(', ') })}</p>}
      {segment.description && <p className={css.text}>{segment.description}</p>}
      <p>{segment.where == null ? t('noCondition') : text}</p>
      <p className="meta">{[segment.ownerName && `${t('owner')} ${segment.ownerName}`, t(segment.shared ? 'shared' : 'private'), segment.takenAt && t('taken', { day: format.dayOfInstant(segment.takenAt) })].filter(Boolean).join(' · ')}</p>
      <section className={css.part}>
        <h3 className={css.heading}>{t('sizes')}</h3>
        {sizes.data && (sizes.data.data.length > 1 ? <SizeChart days={sizes.data.data} /> : <p className="meta">{t('sizesNone')}</p>)}
      </section>
      {segment.kind === 'static' && segment.can.update && <Members segment={segment} />}
      {segment.deletedAt == null && <Overlap segment={segment} />}
      <Suspense><History of={{ entity: 'segments', id, version }} fields={shown} rest="alone" /></Suspense>
    </div>
  );
}

/** What the history cannot show by itself: a colour, and a condition as a sentence. */
function useShown(): ConflictField[] {
  const { t } = useTranslation('segments');
  return useMemo(() => [
    { key: 'color', label: t('color'), show: (value) => <span className={css.mark}><Dot color={value as string} /> {t(`colors.${value as 'grey'}`)}</span> },
    { key: 'where', label: t('where'), show: (value) => <Condition where={value} /> },
  ], [t]);
}

const noColumns: never[] = [];

function Condition({ where }: { where: unknown }) {
  const { t } = useTranslation('segments');
  const fields = useFilterFields('customers', noColumns);
  const said = conditionOf(where);
  return said ? <Sentence where={said} fields={fields} /> : <>{t('unreadable')}</>;
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
