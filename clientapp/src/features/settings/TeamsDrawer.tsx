import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { usersQuery } from '../../fields/options';
import { useForm } from '../../fields/useForm';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { FieldError, FormField, Input } from '../../ui/Inputs';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import css from './settings.module.css';
import { teamsQuery } from './settings.queries';

export function TeamsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(teamsQuery);
  const users = useQuery(usersQuery);
  const members = (id: string) => users.data?.data.filter((user) => user.teamId === id && user.active).length ?? 0;

  const form = useForm(
    { name: '' },
    {
      check: ({ name }) => (name.trim() ? {} : { name: t('teams.nameMissing') }),
      send: async ({ name }) => {
        await body(api.POST('/api/v1/teams', { body: { name: name.trim() } }));
        toast(t('teams.added'));
        form.set({ name: '' });
        await client.invalidateQueries(teamsQuery);
      },
    },
  );

  return (
    <Drawer title={t('teams.title')} onClose={onClose}>
      <p className={css.intro}>{t('teams.intro')}</p>
      {!data ? error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={32} /> : data.data.length === 0 ? <EmptyState title={t('teams.empty')} /> : (
        <ul className={css.teams}>
          {data.data.map((team) => <li key={team.id}><span>{team.name}</span><span className="meta">{t('teams.members', { count: members(team.id) })}</span></li>)}
        </ul>
      )}
      <form id={form.id} noValidate className={css.inline} onSubmit={(event) => void form.submit(event)}>
        <FormField label={t('teams.name')} error={form.errors['name']}>
          {(control) => <Input {...control} maxLength={60} value={form.draft.name} onChange={(event) => form.set({ name: event.target.value })} />}
        </FormField>
        <Button type="submit" icon={Plus} busy={form.sending}>{t('teams.add')}</Button>
      </form>
      {form.refusal && !form.errors['name'] && <FieldError>{form.refusal}</FieldError>}
    </Drawer>
  );
}
