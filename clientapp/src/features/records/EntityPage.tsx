import { useLocation, useNavigate, useSearch, type LinkProps } from '@tanstack/react-router';
import { Kanban, List, Plus, Rows3 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { groupable } from '../../board/groupable';
import { saveOver, useConflicts } from '../../fields/conflicts';
import type { ColumnField } from '../../fields/field';
import { FieldDisplay } from '../../fields/registry';
import { withTexts } from '../../i18n/i18n';
import { DataTable } from '../../table/DataTable';
import { LayoutSwitch } from '../../table/LayoutSwitch';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState, Skeleton } from '../../ui/States';
import { changeRecord, getRecord, listRecords, recordKeys, type Changes, type SimpleRecord } from './records.queries';
import type { RecordsSearch } from './routes';
import { useEntity } from './useEntity';

const NewRecord = lazy(() => import('./NewRecord').then((file) => ({ default: file.NewRecord })));
const RecordDrawer = lazy(() => import('./RecordDrawer').then((file) => ({ default: file.RecordDrawer })));
const RecordBoard = lazy(() => withTexts(import('../../board/RecordBoard'), 'board')) as typeof import('../../board/RecordBoard').default;

/** The page of any simple kind of record; everything it shows comes from the kind's description. */
export function EntityPage() {
  const { t } = useTranslation('records');
  const entity = useLocation().pathname.split('/')[1]!;
  const kind = useEntity(entity);
  if (!kind) return <Page title="" fill><span role="status" aria-busy="true" className="sr-only">{t('loading')}</span></Page>;
  return <EntityList key={entity} entity={entity} kind={kind} />;
}

/** Its list, as rows and as cards, with its views and its forms. */
function EntityList({ entity, kind: { label, fields } }: { entity: string; kind: NonNullable<ReturnType<typeof useEntity>> }) {
  const { t } = useTranslation(['records', 'common']);
  const { new: creating, open, ...search } = useSearch({ strict: false }) as RecordsSearch;
  const navigate = useNavigate();
  const mayWrite = can(`${entity}.write`);
  const owned = fields.some(({ key }) => key === 'ownerId');
  const choices = useMemo(() => groupable(fields), [fields]);

  const go = (next: RecordsSearch, replace = false) => void navigate({ to: '.', search: next as never, replace });
  const link = (next: RecordsSearch) => ({ to: '.', search: next }) as unknown as LinkProps;
  const create = () => go({ ...search, new: '1' });
  const leave = () => go(search, true);
  usePageKey('n', mayWrite ? create : null);

  const { ask, dialog } = useConflicts(useMemo(() => fields.map((field) => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> })), [fields]));
  const save = (row: SimpleRecord, changes: Partial<SimpleRecord>) =>
    saveOver<SimpleRecord>(changes, row, row.version, { patch: (kept, version) => changeRecord(entity, row.id, kept as Changes, version), reload: () => getRecord(entity, row.id), ask });

  const builtIn = [
    { id: 'all', label: t('view.all') },
    ...(owned ? [{ id: 'mine', label: t('view.mine'), filter: { ownerId: { eq: 'me' } } }] : []),
    { id: 'bin', label: t('view.bin'), deleted: 'only' as const },
  ];
  const views = useListViews({ entity, builtIn, fields: fields as ColumnField<never>[], search, layouts: useMemo(() => (choices[0] ? { board: choices[0].key } : {}), [choices]), go });
  const { asked, onSearch, scoped, waiting, layout, layoutField, layOut } = views;
  const { view, listed } = views.shown;
  const inBin = view === 'bin';

  const list = { entity, label, fields, search: listed, onSearch, asked, queryKey: [...recordKeys.list(entity), view], fetchPage: scoped((query: ListQuery, signal) => listRecords(entity, query, signal)) };
  const rowLink = (row: SimpleRecord) => link({ ...search, open: row.id });
  const onEdit = mayWrite && !inBin ? save : undefined;
  const bulk = mayWrite ? { change: true, assign: owned, delete: can(`${entity}.delete`) } : undefined;
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={create}>{t('create')}</Button>;
  const layouts = choices.length > 0 && !inBin && (
    <LayoutSwitch
      value={layout}
      layouts={[{ value: 'list', label: t('common:table.asList'), icon: List }, { value: 'board', label: t('common:table.asBoard'), icon: Kanban }]}
      onChange={layOut}
    />
  );

  return (
    <Page
      title={label}
      fill
      views={<ViewBar label={t('view.label')} views={views} linkOf={link} />}
      actions={button}
    >
      {layout === 'board' && layouts && layoutField ? (
        <Suspense fallback={<Skeleton height={400} />}>
          <RecordBoard {...list} by={layoutField} onBy={(next) => layOut('board', next)} name={(row) => row.name} link={rowLink} onEdit={onEdit} tools={layouts} />
        </Suspense>
      ) : (
        <DataTable
          {...list}
          id={entity}
          waiting={waiting}
          bulk={bulk}
          rowName={(row) => row.name}
          rowLink={rowLink}
          onEdit={onEdit}
          tools={layouts}
          empty={inBin ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={Rows3} title={t('empty')} hint={t('emptyHint')} action={button} />}
        />
      )}
      {dialog}
      <Suspense>
        {creating && mayWrite && <NewRecord entity={entity} title={label} fields={fields} onClose={leave} onMade={(id) => go({ ...search, open: id }, true)} />}
        {open && <RecordDrawer key={open} entity={entity} id={open} fields={fields} onClose={leave} />}
      </Suspense>
    </Page>
  );
}
