import { getRouteApi } from '@tanstack/react-router';
import { PieChart, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import type { BuiltInView } from '../../table/views';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { Dot } from './Dot';
import type { SegmentsSearch } from './routes';
import { listSegments, segmentKeys, type Segment } from './segments.queries';
import css from './segments.module.css';

const SegmentDrawer = lazy(() => import('./SegmentDrawer').then((file) => ({ default: file.SegmentDrawer })));
const SegmentDetails = lazy(() => import('./SegmentDetails').then((file) => ({ default: file.SegmentDetails })));
const route = getRouteApi('/shell/segments');

/** Groups of customers under a name: which there are, and how large they are. */
export function SegmentsPage() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { open, new: adding, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: SegmentsSearch, replace = false) => void navigate({ search: next, replace });
  const mayWrite = can('customers.write');
  const add = () => go({ ...search, new: '1' });
  usePageKey('n', mayWrite ? add : null);

  const fields = useMemo(
    () => [
      { key: 'name', locked: true, type: 'text', label: t('name'), icon: PieChart, width: 240, sortable: true, filterable: true, value: (row) => row.name, render: (row) => <span className={css.mark}><Dot color={row.color} /> <span className="truncate">{row.name}</span></span> },
      { key: 'size', type: 'number', card: 'always', label: t('customers'), width: 110, value: (row) => row.size?.customers, render: (row) => (row.size ? <span className="figures" title={t('sizeOn', { day: format.date(row.size.day) })}>{format.number(row.size.customers)}</span> : <span className="meta">{t('notCounted')}</span>) },
      { key: 'kind', type: 'code', card: 'first', label: t('kind'), width: 90, filterable: true, value: (row) => row.kind, options: (['live', 'static'] as const).map((value) => ({ value, label: t(`kinds.${value}`) })) },
      { key: 'shared', type: 'yesNo', label: t('sharedShort'), width: 80, filterable: true, value: (row) => row.shared },
      { key: 'ownerId', type: 'user', label: t('owner'), width: 120, filterable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'description', type: 'longText', label: t('description'), width: 260, value: (row) => row.description },
      { key: 'updatedAt', type: 'dateTime', label: t('updated'), width: 130, sortable: true, filterable: true, value: (row) => row.updatedAt },
    ] as Column<Segment>[],
    [t, format],
  );
  const builtIn: BuiltInView[] = [
    { id: 'used', label: t('view.used'), filter: { archived: { eq: 'false' } } },
    { id: 'archived', label: t('view.archived'), filter: { archived: { eq: 'true' } } },
    { id: 'bin', label: t('view.bin'), deleted: 'only' },
  ];
  const views = useListViews({ entity: 'segments', builtIn, fields: fields as ColumnField<never>[], search, go: (next) => go(next, true) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={add}>{t('add')}</Button>;
  const leave = () => go(search, true);

  return (
    <Page title={t('title')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/segments', search: next as never })} />} actions={button}>
      <DataTable
        id="segments"
        entity="segments"
        label={t('title')}
        fields={fields}
        queryKey={[...segmentKeys.list, view]}
        fetchPage={scoped(listSegments)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={mayWrite ? { change: true, assign: false, delete: true } : undefined}
        rowName={(row) => row.name}
        rowLink={(row) => ({ to: '/segments', search: { ...search, open: row.id } as never })}
        empty={view === 'bin' ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={PieChart} title={t('none')} hint={t('noneHint')} action={button} />}
      />
      <Suspense>
        {adding && mayWrite && <SegmentDrawer segment={null} onClose={leave} onSaved={({ id }) => go({ ...search, open: id }, true)} />}
        {open && <SegmentDetails key={open} id={open} onClose={leave} />}
      </Suspense>
    </Page>
  );
}
