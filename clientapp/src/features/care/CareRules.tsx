import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { useForm } from '../../fields/useForm';
import { Checkbox, FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { saveSettings, settingsQuery, useCareChanged, type CareRule, type Settings } from './care.queries';
import own from './care.module.css';

const amounts = ['houseBudget', 'teamBudget', 'contactLimit'] as const;

/** Budgets, the limit of one person, and what is proposed for each kind of occasion. */
export function CareRules({ onClose }: { onClose: () => void }) {
  const { data } = useQuery({ ...settingsQuery, staleTime: 0 });
  return data ? <RulesForm settings={data.settings} version={data.version} onClose={onClose} /> : null;
}

function RulesForm({ settings, version, onClose }: { settings: Settings; version: number; onClose: () => void }) {
  const { t } = useTranslation('careRules');
  const { t: word } = useTranslation('care');
  const changed = useCareChanged();
  const form = useForm(
    { houseBudget: settings.houseBudget ?? '', teamBudget: settings.teamBudget ?? '', contactLimit: settings.contactLimit ?? '', rules: settings.rules ?? [] },
    {
      check: (draft) => Object.fromEntries(amounts.filter((key) => !/^\d{0,12}(\.\d{1,4})?$/.test(draft[key].trim())).map((key) => [key, t('wrong')])),
      send: async ({ rules, ...draft }) => {
        await saveSettings({ ...Object.fromEntries(amounts.map((key) => [key, draft[key].trim() || null])), rules } as Settings, version);
        toast(t('saved'));
        await changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const rule = (index: number, changes: Partial<CareRule>) => set({ rules: draft.rules.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  return (
    <FormDrawer form={form} title={t('title')} onClose={onClose} wide>
      {amounts.map((key) => (
        <FormField key={key} label={t(`${key}`)} hint={t(`${key}Hint`)} error={errors[key]}>
          {(control) => <Input {...control} inputMode="decimal" maxLength={17} value={draft[key]} onChange={(event) => set({ [key]: event.target.value })} />}
        </FormField>
      ))}
      {draft.rules.map((one, index) => (
        <fieldset key={one.kind} className={own.rule}>
          <legend>{word(`kind.${one.kind}`)}</legend>
          <div className={own.ruleChecks}>
            <Checkbox label={t('active')} checked={one.active} onChange={(event) => rule(index, { active: event.target.checked })} />
            <Checkbox label={t('gift')} checked={one.gift} onChange={(event) => rule(index, { gift: event.target.checked })} />
          </div>
          <div className={css.pair}>
            <FormField label={t('leadDays')} error={errors[`rules/${index}/leadDays`]}>
              {(control) => <Input {...control} type="number" min={0} max={180} value={one.leadDays} onChange={(event) => rule(index, { leadDays: Number(event.target.value) })} />}
            </FormField>
            <FormField label={word('field.channel')}>
              {({ required: _, ...control }) => <Select {...control} value={one.channel} options={(['email', 'chat', 'sms', 'call'] as const).map((value) => ({ value, label: word(`channel.${value}`) }))} onChange={(event) => rule(index, { channel: event.target.value as CareRule['channel'] })} />}
            </FormField>
          </div>
          <FormField label={t('text')} hint={t('textHint')} error={errors[`rules/${index}/text`]}>
            {(control) => <TextArea {...control} maxLength={2000} value={one.text ?? ''} onChange={(event) => rule(index, { text: event.target.value })} />}
          </FormField>
          <FormField label={t('englishText')} error={errors[`rules/${index}/englishText`]}>
            {(control) => <TextArea {...control} maxLength={2000} value={one.englishText ?? ''} onChange={(event) => rule(index, { englishText: event.target.value })} />}
          </FormField>
        </fieldset>
      ))}
    </FormDrawer>
  );
}
