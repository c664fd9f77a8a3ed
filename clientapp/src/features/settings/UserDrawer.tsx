import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { useMe } from '../../api/session';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Dialog, Drawer } from '../../ui/Dialog';
import { FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { PasswordHandover } from './PasswordHandover';
import css from './settings.module.css';
import { changeUser, teamsQuery, userKeys, userQuery, type Role, type UserRow } from './settings.queries';
import { NameField, UserFields, type UserDraft } from './UserFields';

export function UserDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { data: user, error, refetch } = useQuery(userQuery(id));
  if (user) return <UserForm key={user.id} user={user} onClose={onClose} />;
  return (
    <Drawer title={t('users.editTitle')} onClose={onClose}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <div className={css.lines}>{[1, 2, 3, 4].map((line) => <Skeleton key={line} height={40} />)}</div>}
    </Drawer>
  );
}

function UserForm({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'boot', 'common']);
  const me = useMe();
  const client = useQueryClient();
  const teams = useQuery(teamsQuery);
  const [asked, setAsked] = useState<'disable' | 'reset' | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const own = user.id === me.id;
  const changed = () => client.invalidateQueries({ queryKey: userKeys.all });

  const { ask, dialog } = useConflicts([
    { key: 'name', label: t('users.field.name'), show: String },
    { key: 'role', label: t('users.field.role'), show: (value) => t(`boot:roles.${value as Role}`) },
    { key: 'teamId', label: t('users.field.team'), show: (value) => teams.data?.data.find((team) => team.id === value)?.name ?? t('users.noTeam') },
  ]);
  const form = useForm<UserDraft>(
    { name: user.name, role: user.role, teamId: user.teamId ?? '' },
    {
      check: ({ name }) => (name.trim() ? {} : { name: t('users.nameMissing') }),
      send: async ({ name, role, teamId }) => {
        await saveOver<UserRow>({ name: name.trim(), role, teamId: teamId || null }, user, user.version, {
          ask,
          patch: (changes, version) => changeUser(user.id, changes, version),
          reload: () => body(api.GET('/api/v1/users/{id}', { params: { path: { id: user.id } } })),
        });
        toast(t('users.saved'));
        void changed();
        onClose();
      },
    },
  );

  const path = { params: { path: { id: user.id } } };
  const activate = useMutation({
    mutationFn: (active: boolean) => body(active ? api.POST('/api/v1/users/{id}/enablement', path) : api.POST('/api/v1/users/{id}/disablement', path)),
    onSuccess: ({ active }) => toast(t(active ? 'users.enabled' : 'users.disabled')),
    onSettled: () => {
      setAsked(null);
      return changed();
    },
  });
  const reset = useMutation({
    mutationFn: () => body(api.POST('/api/v1/users/{id}/password-reset', path)),
    onSuccess: ({ temporaryPassword }) => setPassword(temporaryPassword),
    onSettled: () => {
      setAsked(null);
      return changed();
    },
  });

  if (password) return <PasswordHandover name={user.name} password={password} onClose={onClose} />;
  return (
    <>
      <FormDrawer
        form={form}
        title={t('users.editTitle')}
        onClose={onClose}
        actions={
          !own && (
            <>
              {user.active ? <Button onClick={() => setAsked('disable')}>{t('users.disable')}</Button> : <Button busy={activate.isPending} onClick={() => activate.mutate(true)}>{t('users.enable')}</Button>}
              {user.active && <Button onClick={() => setAsked('reset')}>{t('users.reset')}</Button>}
            </>
          )
        }
      >
        {(!user.active || user.mustChangePassword) && (
          <p>
            {!user.active && <Badge tone="bad">{t('users.disabledBadge')}</Badge>} {user.mustChangePassword && <Badge tone="warn">{t('users.mustChange')}</Badge>}
          </p>
        )}
        <NameField draft={form.draft} set={form.set} errors={form.errors} />
        <FormField label={t('users.field.email')}>{(control) => <Input {...control} type="email" disabled value={user.email} />}</FormField>
        <UserFields draft={form.draft} set={form.set} errors={form.errors} ownAccount={own} />
      </FormDrawer>
      {asked && (
        <Dialog
          title={t(asked === 'disable' ? 'users.disable' : 'users.reset')}
          onClose={() => setAsked(null)}
          footer={
            <>
              <Button onClick={() => setAsked(null)}>{t('common:action.cancel')}</Button>
              <Button variant="danger" busy={activate.isPending || reset.isPending} onClick={() => (asked === 'disable' ? activate.mutate(false) : reset.mutate())}>
                {t(asked === 'disable' ? 'users.disable' : 'users.reset')}
              </Button>
            </>
          }
        >
          <p>{t(asked === 'disable' ? 'users.disableAsk' : 'users.resetAsk', { name: user.name })}</p>
        </Dialog>
      )}
      {dialog}
    </>
  );
}
