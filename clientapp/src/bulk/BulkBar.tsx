import { Download, Ellipsis, RotateCcw, Tag, Trash2, UserRoundPen, X, SquarePen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '../api/list';
import { can } from '../api/session';
import { JobProgress } from '../features/jobs/JobProgress';
import { useJobActions, useJob, isActive } from '../features/jobs/jobs.queries';
import { useFormat } from '../format/useFormat';
import type { Column } from '../table/columns';
import type { Selection } from '../table/DataTable';
import { Button, IconButton } from '../ui/Button';
import { Menu, type MenuItem } from '../ui/Menu';
import { BulkDialog } from './BulkDialog';
import { BulkResult } from './BulkResult';
import type { BulkKind, BulkTarget } from './bulk.queries';
import css from './bulk.module.css';

type BulkBarProps<Row extends { id: string }> = {
  entity: string;
  selection: Selection<Row>;
  fields: Column<Row>[];
  /** All that narrows the list, for work on everything that it finds. */
  query: ListQuery;
  may: { change: boolean; assign: boolean; delete: boolean };
  /** Records that changed show anew. */
  onDone: () => void;
  onExport: (target: BulkTarget) => void;
  /** A job of the bar is to be seen; then the bar stays, whatever is chosen. */
  onWorking: (working: boolean) => void;
};

/** What can be done with many records at once; shows how far it is and what came of it. */
export default function BulkBar<Row extends { id: string }>({ entity, selection, fields, query, may, onDone, onExport, onWorking }: BulkBarProps<Row>) {
  const { t } = useTranslation(['bulk', 'common']);
  const format = useFormat();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const { rows, everything, more, total, clear } = selection;
  const target: BulkTarget = everything ? { query } : { ids: rows.map((row) => row.id), query };
  const inBin = query.deleted === 'only';
  const has = (key: string) => fields.some((field) => field.key === key);

  if (job) return <Running id={job} onDone={onDone} onJob={setJob} onClose={() => { setJob(null); onWorking(false); clear(); }} />;

  const number = total ? format.number(total.value) : '';
  const items: MenuItem[] = [
    ...(may.change && has('tags') ? [{ label: t('removeTags'), icon: Tag, onSelect: () => setKind('remove_tags') }] : []),
    ...(can('exports.create') ? [{ label: t('export'), icon: Download, onSelect: () => onExport(target) }] : []),
    ...(may.delete ? (['divider', { label: t('delete'), icon: Trash2, danger: true, onSelect: () => setKind('delete') }] as MenuItem[]) : []),
  ];
  return (
    <>
      <b className={css.count} role="status">
        {everything ? t(total?.relation === 'gte' ? 'everythingMore' : 'everything', { count: total?.value ?? 2, value: number || '…' }) : t('common:table.selected', { count: rows.length })}
      </b>
      {!everything && more && <Button size="small" variant="ghost" busy={selection.counting} onClick={selection.chooseEverything}>{total ? t('chooseAll', { count: total.value, value: number }) : t('chooseAllUnknown')}</Button>}
      {inBin ? (
        may.delete && <Button size="small" icon={RotateCcw} onClick={() => setKind('restore')}>{t('restore')}</Button>
      ) : (
        <>
          {may.change && <Button size="small" icon={SquarePen} onClick={() => setKind('change')}>{t('change')}</Button>}
          {may.assign && has('ownerId') && <Button size="small" icon={UserRoundPen} onClick={() => setKind('assign')}>{t('assign')}</Button>}
          {may.change && has('tags') && <Button size="small" icon={Tag} onClick={() => setKind('add_tags')}>{t('addTags')}</Button>}
          <Menu label={t('more')} items={items} trigger={(props) => <IconButton {...props} size="small" icon={Ellipsis} label={t('more')} />} />
        </>
      )}
      <IconButton size="small" label={t('common:table.clearSelection')} icon={X} onClick={clear} />
      {kind && (
        <BulkDialog
          entity={entity}
          kind={kind}
          target={target}
          count={everything ? (total?.value ?? null) : rows.length}
          fields={fields}
          onClose={() => setKind(null)}
          onBegun={(id) => {
            setKind(null);
            setJob(id);
            onWorking(true);
          }}
        />
      )}
    </>
  );
}

type RunningProps = { id: string; onDone: () => void; onJob: (id: string) => void; onClose: () => void };

function Running({ id, onDone, onJob, onClose }: RunningProps) {
  const { t } = useTranslation(['bulk', 'common', 'jobs']);
  const job = useJob(id, onDone);
  const { cancel } = useJobActions();
  if (!job) return <b>{t('common:state.loading')}</b>;
  if (!isActive(job)) return <BulkResult job={job} onJob={onJob} onClose={onClose} />;
  return (
    <>
      <b>{job.title}</b>
      <JobProgress job={job} />
      <Button size="small" onClick={() => cancel(id)}>{t('common:action.cancel')}</Button>
      <Button size="small" variant="ghost" onClick={onClose}>{t('background')}</Button>
    </>
  );
}
