import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../fields/FormDrawer';
import { useForm } from '../fields/useForm';
import { FormField, Input, Select } from '../ui/Inputs';
import type { ViewInput, ViewRow } from './views.queries';

type Shared = NonNullable<ViewInput['sharedWith']>;
type Role = NonNullable<ViewInput['role']>;
type Draft = { name: string; sharedWith: Shared; role: Role };

const audiences: Shared[] = ['nobody', 'team', 'role', 'everybody'];
const roles: Role[] = ['sales', 'sales_manager', 'administrator'];

/** Name of a view, and who sees it. */
export function ViewDialog({ row, send, onClose }: { row: ViewRow | null; send: (input: Pick<ViewInput, 'name' | 'sharedWith' | 'role' | 'teamId'>) => Promise<unknown>; onClose: () => void }) {
  const { t } = useTranslation(['lists', 'boot']);
  const form = useForm<Draft>({ name: row?.name ?? '', sharedWith: row?.sharedWith ?? 'nobody', role: row?.role ?? 'sales' }, {
    check: ({ name }) => ({ name: name.trim() ? undefined : t('view.nameMissing') }),
    send: ({ name, sharedWith, role }) => send({ name: name.trim(), sharedWith, role: sharedWith === 'role' ? role : null, teamId: sharedWith === 'team' ? (row?.teamId ?? null) : null }),
  });
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t(row ? 'view.edit' : 'view.saveAs')} onClose={onClose} small>
      <FormField label={t('view.name')} error={errors['name']} required>
        {(control) => <Input {...control} maxLength={60} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <FormField label={t('view.sharedWith')} error={errors['sharedWith']}>
        {(control) => <Select {...control} options={audiences.map((value) => ({ value, label: t(`view.audience.${value}`) }))} value={draft.sharedWith} onChange={(event) => set({ sharedWith: event.target.value as Shared })} />}
      </FormField>
      {draft.sharedWith === 'role' && (
        <FormField label={t('view.role')} error={errors['role']}>
          {(control) => <Select {...control} options={roles.map((value) => ({ value, label: t(`boot:roles.${value}`) }))} value={draft.role} onChange={(event) => set({ role: event.target.value as Role })} />}
        </FormField>
      )}
    </FormDrawer>
  );
}
