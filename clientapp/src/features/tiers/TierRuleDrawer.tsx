import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { CodeInput } from '../../fields/inputs';
import { useForm } from '../../fields/useForm';
import { ConditionEditor } from '../../table/ConditionEditor';
import { draftGroup, draftOf, draftTest, draftTests, problemOf, replaceIn, whereOf } from '../../table/draft';
import { writeWhere, type Where } from '../../table/where';
import { filterOf } from '../../table/whereApi';
import { FieldError, FormField, Input, Segmented } from '../../ui/Inputs';
import { useRuleFields } from '../settings/RuleSentence';
import type { TierRule } from './tiers.queries';
import { tierField } from './TiersPage';

type Props = { rule: TierRule | null; where: Where | null | undefined; onClose: () => void; onDone: (rule: TierRule) => void };

/** One rule: which tier, and who gets it. A condition that the page cannot show stays until another takes its place. */
export function TierRuleDrawer({ rule, where, onClose, onDone }: Props) {
  const { t } = useTranslation(['tiers', 'filters', 'common']);
  const fields = useRuleFields('customers');
  const [checked, setChecked] = useState(false);
  const [initial] = useState(() => (where ? draftOf(where) : draftGroup('all', [draftTest({ field: '', op: 'is', values: [] })])));
  const form = useForm({ name: rule?.name ?? '', nameEn: rule?.nameEn ?? '', tier: rule?.tier ?? null, conditional: where !== null, when: initial }, {
    check: ({ name, tier, conditional, when }) => {
      const kept = where === undefined && when === initial;
      const wrong = conditional && !kept && (draftTests(when).length === 0 || draftTests(when).some((test) => problemOf(test, fields)));
      if (wrong) setChecked(true);
      return { ...(!name.trim() && { name: t('nameMissing') }), ...(!tier && { tier: t('tierMissing') }), ...(wrong && { when: t('conditionMissing') }) };
    },
    send: async ({ name, nameEn, tier, conditional, when }) => {
      const condition = whereOf(when, fields);
      const filter = where === undefined && when === initial ? rule!.where : condition && filterOf({ where: writeWhere(condition) });
      onDone({ id: rule?.id ?? null, name: name.trim(), nameEn: nameEn.trim() || null, tier, where: conditional ? (filter ?? null) : null });
    },
  });
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t(rule ? 'editTitle' : 'addRule')} submit={t('take')} onClose={onClose} wide>
      <FormField label={t('name')} required error={errors['name']}>
        {(control) => <Input {...control} maxLength={100} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <FormField label={t('nameEn')}>
        {(control) => <Input {...control} maxLength={100} value={draft.nameEn} onChange={(event) => set({ nameEn: event.target.value })} />}
      </FormField>
      <FormField label={t('tier')} required error={errors['tier']}>
        {({ required: _, ...control }) => <CodeInput {...control} field={tierField(t('tier'))} value={draft.tier} onChange={(tier) => set({ tier })} />}
      </FormField>
      <Segmented label={t('who')} value={draft.conditional ? 'some' : 'all'} options={(['all', 'some'] as const).map((value) => ({ value, label: t(`whos.${value}`) }))} onChange={(value) => set({ conditional: value === 'some' })} />
      {draft.conditional && <ConditionEditor root={draft.when} fields={fields} checked={checked} onChange={(id, change) => set({ when: replaceIn(draft.when, id, change) })} />}
      {errors['when'] && <FieldError>{errors['when']}</FieldError>}
    </FormDrawer>
  );
}
