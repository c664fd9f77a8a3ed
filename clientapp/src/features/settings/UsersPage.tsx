import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus, UsersRound } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../../api/list';
import { can } from '../../api/session';
import type { ColumnField } from '../../fields/field';
import { DataTable } from '../../table/DataTable';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { ManagedPage } from './ManagedPage';
import { listUsers, roles, teamsQuery, userKeys, type UserRow } from './settings.queries';

const UserDrawer = lazy(() => import('./UserDrawer').then((file) => ({ default: file.UserDrawer })));
const AddUserDrawer = lazy(() => import('./AddUserDrawer').then((file) => ({ default: file.AddUserDrawer })));
const TeamsDrawer = lazy(() => import('./TeamsDrawer').then((file) => ({ default: file.TeamsDrawer })));

const route = getRouteApi('/shell/settings/users');

export type UsersSearch = ListSearch & { open?: string };

export function UsersPage() {
  const { t } = useTranslation('settings');
  const navigate = route.useNavigate();
  const go = (open: string) => void navigate({ search: (before) => ({ ...before, open }) });
  return (
    <ManagedPage
      fill
      title={t('users.title')}
      permission="users.manage"
      actions={
        <>
          <Button icon={UsersRound} onClick={() => go('teams')}>{t('teams.open')}</Button>
          <Button variant="primary" icon={Plus} onClick={() => go('new')}>{t('users.add')}</Button>
        </>
      }
    >
      <UserList />
    </ManagedPage>
  );
}

function UserList() {
  const { t } = useTranslation('settings');
  const { open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const fields = useUserColumns();
  const close = () => void navigate({ search, replace: true });

  return (
    <>
      <DataTable
        id="users"
        label={t('users.title')}
        fields={fields}
        queryKey={userKeys.list}
        fetchPage={listUsers}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        rowName={(row) => row.name}
        rowLink={(row) => ({ to: '/settings/users', search: { ...search, open: row.id } as never })}
      />
      <Suspense>
        {open === 'new' && <AddUserDrawer onClose={close} />}
        {open === 'teams' && <TeamsDrawer onClose={close} />}
        {open && open !== 'new' && open !== 'teams' && <UserDrawer id={open} onClose={close} />}
      </Suspense>
    </>
  );
}

function useUserColumns(): ColumnField<UserRow>[] {
  const { t } = useTranslation(['settings', 'boot', 'common']);
  const teams = useQuery({ ...teamsQuery, enabled: can('users.manage') });
  return useMemo(
    () => [
      { key: 'name', type: 'text', label: t('users.field.name'), width: 200, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'email', type: 'email', label: t('users.field.email'), width: 260, sortable: true, filterable: true, value: (row) => row.email },
      { key: 'role', type: 'code', label: t('users.field.role'), filterable: true, options: roles.map((role) => ({ value: role, label: t(`boot:roles.${role}`) })), value: (row) => row.role, render: (row) => <Badge>{t(`boot:roles.${row.role}`)}</Badge> },
      { key: 'teamId', type: 'code', label: t('users.field.team'), filterable: true, options: teams.data?.data.map((team) => ({ value: team.id, label: team.name })) ?? [], value: (row) => row.teamId, render: (row) => row.teamName },
      { key: 'active', type: 'yesNo', label: t('users.field.active'), width: 110, filterable: true, value: (row) => row.active, render: (row) => (row.active ? t('common:state.yes') : <Badge tone="bad">{t('users.disabledBadge')}</Badge>) },
      { key: 'lastSignInAt', type: 'dateTime', label: t('users.field.lastSignInAt'), sortable: true, filterable: true, value: (row) => row.lastSignInAt },
      { key: 'createdAt', type: 'dateTime', label: t('users.field.createdAt'), sortable: true, filterable: true, value: (row) => row.createdAt },
    ],
    [t, teams.data],
  );
}
