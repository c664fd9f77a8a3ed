import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FormErrors } from '../../fields/useForm';
import { FormField, Input, Select } from '../../ui/Inputs';
import { roles, teamsQuery, type Role } from './settings.queries';

export type UserDraft = { name: string; role: Role; teamId: string };

type UserFieldsProps = { draft: UserDraft; set: (changes: Partial<UserDraft>) => void; errors: FormErrors; ownAccount?: boolean };

/** What an administrator writes about a user, new or known. */
export function UserFields({ draft, set, errors, ownAccount }: UserFieldsProps) {
  const { t } = useTranslation(['settings', 'boot']);
  const teams = useQuery(teamsQuery);
  return (
    <>
      <FormField label={t('users.field.role')} error={errors['role']} hint={ownAccount ? t('users.self') : t(`users.roleHint.${draft.role}`)}>
        {(control) => <Select {...control} disabled={ownAccount} options={roles.map((role) => ({ value: role, label: t(`boot:roles.${role}`) }))} value={draft.role} onChange={(event) => set({ role: event.target.value as Role })} />}
      </FormField>
      <FormField label={t('users.field.team')} error={errors['teamId']}>
        {(control) => <Select {...control} empty={t('users.noTeam')} options={teams.data?.data.map((team) => ({ value: team.id, label: team.name })) ?? []} value={draft.teamId} onChange={(event) => set({ teamId: event.target.value })} />}
      </FormField>
    </>
  );
}

export function NameField({ draft, set, errors }: UserFieldsProps) {
  const { t } = useTranslation('settings');
  return (
    <FormField label={t('users.field.name')} required error={errors['name']}>
      {(control) => <Input {...control} maxLength={100} autoComplete="off" value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
    </FormField>
  );
}
