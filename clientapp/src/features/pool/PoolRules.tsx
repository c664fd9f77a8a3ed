import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { FormField, Input } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { poolKeys, poolSettingsQuery, setPoolSettings, type PoolSettings } from './pool.queries';

const numbers = ['claimLimit', 'cooldownDays', 'recoverAfterDays', 'warningDays'] as const;
const hints = { claimLimit: 'claimLimitHint', cooldownDays: 'cooldownHint', recoverAfterDays: 'recoverHint', warningDays: 'warningHint' } as const;

/** What the company says about its pool. */
export function PoolRules({ onClose }: { onClose: () => void }) {
  const { data } = useQuery({ ...poolSettingsQuery, staleTime: 0 });
  return data ? <RulesForm settings={data} onClose={onClose} /> : null;
}

function RulesForm({ settings, onClose }: { settings: PoolSettings; onClose: () => void }) {
  const { t } = useTranslation('pool');
  const client = useQueryClient();
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const form = useForm(
    { claimLimit: text(settings.claimLimit), cooldownDays: text(settings.cooldownDays), recoverAfterDays: text(settings.recoverAfterDays), warningDays: text(settings.warningDays) },
    {
      check: (draft) => Object.fromEntries(numbers.filter((key) => !/^\d{0,6}$/.test(draft[key].trim())).map((key) => [key, t('rules.wrong')])),
      send: async (draft) => {
        const number = (value: string) => (value.trim() ? Number(value) : null);
        await setPoolSettings({ claimLimit: number(draft.claimLimit), cooldownDays: number(draft.cooldownDays), recoverAfterDays: number(draft.recoverAfterDays), warningDays: number(draft.warningDays) }, settings.version);
        toast(t('rules.saved'));
        await client.invalidateQueries({ queryKey: poolKeys.settings });
        onClose();
      },
    },
  );
  return (
    <FormDrawer form={form} title={t('rules.title')} onClose={onClose}>
      {numbers.map((key) => (
        <FormField key={key} label={t(`rules.${key}`)} hint={t(`rules.${hints[key]}`)} error={form.errors[key]}>
          {(control) => <Input {...control} inputMode="numeric" maxLength={6} value={form.draft[key]} onChange={(event) => form.set({ [key]: event.target.value })} />}
        </FormField>
      ))}
    </FormDrawer>
  );
}
