import { getRouteApi } from '@tanstack/react-router';
import { Plus, UserRound } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { DataTable } from '../../table/DataTable';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { useContactColumns } from './contactColumns';
import { changeContact, contactKeys, getContact, listContacts, type ContactDetail, type ContactRow } from './contacts.queries';
import { contactScopes, contactViews } from './contactViews';

const NewContact = lazy(() => import('./NewContact').then((file) => ({ default: file.NewContact })));
const route = getRouteApi('/shell/contacts');

export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { new: creating, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const own = useContactColumns();
  const fields = useAllColumns('contacts', own);
  const mayWrite = can('contacts.write');

  const { ask, dialog } = useConflicts(useMemo(() => fields.map((field) => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> })), [fields]));
  const save = (row: ContactRow, changes: Partial<ContactRow>) =>
    saveOver<ContactDetail>(changes, row, row.version, { patch: (kept, version) => changeContact(row.id, kept, version), reload: () => getContact(row.id), ask });

  const open = () => void navigate({ search: (before) => ({ ...before, new: '1' as const }) });
  const close = () => void navigate({ search: ({ new: _, ...before }) => before, replace: true });
  usePageKey('n', mayWrite ? open : null);

  const scopes = contactScopes(format);
  const builtIn = contactViews.map((id) => ({ id, label: t(`view.${id}`), ...scopes[id] }));
  const views = useListViews({ entity: 'contacts', builtIn, fields: own as ColumnField<never>[], search, go: (next) => void navigate({ search: next, replace: true }) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  const create = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={open}>{t('create')}</Button>;

  const bulk = can('contacts.write') ? { change: true, assign: can('contacts.write'), delete: can('contacts.delete') } : undefined;

  return (
    <Page title={t('title')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/contacts', search: next as never })} />} actions={create}>
      <DataTable
        id="contacts"
        entity="contacts"
        label={t('title')}
        fields={fields}
        queryKey={[...contactKeys.list, view]}
        fetchPage={scoped(listContacts)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={bulk}
        rowName={(row) => row.name}
        rowLink={(row) => ({ to: '/contacts/$id', params: { id: row.id } })}
        onEdit={mayWrite && view !== 'bin' ? save : undefined}
        empty={view === 'bin' ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={UserRound} title={t('empty')} hint={t('emptyHint')} action={create} />}
      />
      {dialog}
      {creating && mayWrite && (
        <Suspense>
          <NewContact onClose={close} />
        </Suspense>
      )}
    </Page>
  );
}
