import { useLocation, useNavigate, useSearch, type LinkProps } from '@tanstack/react-router';
import { Plus, Rows3 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { DataTable } from '../../table/DataTable';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { changeRecord, getRecord, listRecords, recordKeys, type Changes, type SimpleRecord } from './records.queries';
import type { RecordsSearch } from './routes';
import { useEntity, type EntityField } from './useEntity';

const NewRecord = lazy(() => import('./NewRecord').then((file) => ({ default: file.NewRecord })));
const RecordDrawer = lazy(() => import('./RecordDrawer').then((file) => ({ default: file.RecordDrawer })));

const none: EntityField[] = [];

/** The list of any simple kind of record, with its forms; everything it shows comes from the kind's description. */
export function EntityPage() {
  const { t } = useTranslation('records');
  const entity = useLocation().pathname.split('/')[1]!;
  const { new: creating, open, ...search } = useSearch({ strict: false }) as RecordsSearch;
  const navigate = useNavigate();
  const kind = useEntity(entity);
  const fields = kind?.fields ?? none;
  const mayWrite = can(`${entity}.write`);
  const inBin = Boolean(search.deleted);

  const go = (next: RecordsSearch, replace = false) => void navigate({ to: '.', search: next as never, replace });
  const link = (next: RecordsSearch) => ({ to: '.', search: next }) as unknown as LinkProps;
  const create = () => go({ ...search, new: '1' });
  usePageKey('n', mayWrite ? create : null);

  const { ask, dialog } = useConflicts(useMemo(() => fields.map((field) => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> })), [fields]));
  const save = (row: SimpleRecord, changes: Partial<SimpleRecord>) =>
    saveOver<SimpleRecord>(changes, row, row.version, { patch: (kept, version) => changeRecord(entity, row.id, kept as Changes, version), reload: () => getRecord(entity, row.id), ask });

  if (!kind) return <Page title="" fill><span role="status" aria-busy="true" className="sr-only">{t('loading')}</span></Page>;

  const { sort, q, filter } = search;
  const kept = { ...(sort && { sort }), ...(q && { q }), ...(filter && { filter }) };
  const views = [{ id: 'all', label: t('view.all'), link: link(kept) }, { id: 'bin', label: t('view.bin'), link: link({ ...kept, deleted: 'only' }) }];
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={create}>{t('create')}</Button>;

  return (
    <Page title={kind.label} fill views={<ViewTabs label={t('view.label')} views={views} current={inBin ? 'bin' : 'all'} />} actions={button}>
      <DataTable
        id={entity}
        entity={entity}
        label={kind.label}
        fields={fields}
        queryKey={[...recordKeys.list(entity), inBin]}
        fetchPage={(query: ListQuery, signal) => listRecords(entity, query, signal)}
        search={search}
        onSearch={(next) => go(next, true)}
        rowName={(row) => row.name}
        rowLink={(row) => link({ ...search, open: row.id })}
        onEdit={mayWrite && !inBin ? save : undefined}
        empty={inBin ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={Rows3} title={t('empty')} hint={t('emptyHint')} action={button} />}
      />
      {dialog}
      <Suspense>
        {creating && mayWrite && <NewRecord entity={entity} title={kind.label} fields={fields} onClose={() => go(search, true)} onMade={(id) => go({ ...search, open: id }, true)} />}
        {open && <RecordDrawer key={open} entity={entity} id={open} fields={fields} onClose={() => go(search, true)} />}
      </Suspense>
    </Page>
  );
}
