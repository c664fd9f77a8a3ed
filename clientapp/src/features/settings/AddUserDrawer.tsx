import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { FormField, Input } from '../../ui/Inputs';
import { PasswordHandover } from './PasswordHandover';
import { userKeys } from './settings.queries';
import { NameField, UserFields, type UserDraft } from './UserFields';

/** A new user; his temporary password is shown once, right after. */
export function AddUserDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const [made, setMade] = useState<{ name: string; password: string } | null>(null);

  const form = useForm<UserDraft & { email: string }>(
    { name: '', email: '', role: 'sales', teamId: '' },
    {
      check: ({ name, email }) => ({ ...(!name.trim() && { name: t('users.nameMissing') }), ...(!email.trim() && { email: t('users.emailMissing') }) }),
      send: async ({ name, email, role, teamId }) => {
        const { user, temporaryPassword } = await body(api.POST('/api/v1/users', { body: { name: name.trim(), email: email.trim(), role, teamId: teamId || null } }));
        setMade({ name: user.name, password: temporaryPassword });
        void client.invalidateQueries({ queryKey: userKeys.all });
      },
    },
  );
  const { draft, set, errors } = form;

  if (made) return <PasswordHandover {...made} onClose={onClose} />;
  return (
    <FormDrawer form={form} title={t('users.addTitle')} onClose={onClose}>
      <NameField draft={draft} set={set} errors={errors} />
      <FormField label={t('users.field.email')} required error={errors['email']} hint={t('users.emailHint')}>
        {(control) => <Input {...control} type="email" maxLength={254} autoComplete="off" value={draft.email} onChange={(event) => set({ email: event.target.value })} />}
      </FormField>
      <UserFields draft={draft} set={set} errors={errors} />
    </FormDrawer>
  );
}
