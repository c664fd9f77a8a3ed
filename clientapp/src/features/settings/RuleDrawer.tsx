import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import form_ from '../../fields/form.module.css';
import { useOptions } from '../../fields/options';
import { useForm } from '../../fields/useForm';
import { ConditionEditor } from '../../table/ConditionEditor';
import { draftGroup, draftOf, draftTest, draftTests, problemOf, replaceIn, whereOf, type DraftGroup } from '../../table/draft';
import { fieldOf, metaQuery, type FieldMeta } from '../../table/meta';
import { PickMany } from '../../table/PickMany';
import { writeWhere } from '../../table/where';
import { filterOf } from '../../table/whereApi';
import { Combobox } from '../../ui/Combobox';
import { Checkbox, FieldError, FormField, Input, Segmented, Select } from '../../ui/Inputs';
import { Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { addRule, comparisons, replaceRule, ruleKinds, useCustomized, type FieldRule, type FieldRuleInput, type RuleKind } from './fields.queries';
import { conditionOf, RuleSentence, useRuleFields } from './RuleSentence';
import css from './settings.module.css';

type RuleDrawerProps = { entity: string; rule: FieldRule | null; onClose: () => void };

type Against = 'otherField' | 'value' | 'today' | 'now';
type Draft = {
  field: string; kind: RuleKind; conditional: boolean; when: DraftGroup;
  pattern: string; operator: string; against: Against; otherField: string; value: string; options: string[];
  messageZh: string; messageEn: string; active: boolean;
};

const blankWhen = () => draftGroup('all', [draftTest({ field: '', op: 'is', values: [] })]);
const texts = ['text', 'long_text', 'phone', 'email', 'web_address', 'person_name'];
const words = ['choice', 'choices', 'code'];

/** Which fields a kind of rule can be about. */
const suits = (meta: FieldMeta, kind: RuleKind) =>
  !meta.readOnly && (kind === 'pattern' ? texts.includes(meta.type) : kind === 'options' ? words.includes(meta.type) : kind === 'compare' ? meta.operators.includes('eq') : true);

function draftOfRule(rule: FieldRule | null): Draft {
  const where = conditionOf(rule?.when);
  const special = rule?.value === 'today' || rule?.value === 'now' ? rule.value : null;
  return {
    field: rule?.field ?? '', kind: rule?.kind ?? 'required', conditional: where !== null, when: where ? draftOf(where) : blankWhen(),
    pattern: rule?.pattern ?? '', operator: rule?.operator ?? 'gte', against: special ?? (rule?.value ? 'value' : 'otherField'), otherField: rule?.otherField ?? '', value: special ? '' : (rule?.value ?? ''), options: rule?.options ?? [],
    messageZh: rule?.messageZh ?? '', messageEn: rule?.messageEn ?? '', active: rule?.active ?? true,
  };
}

/** A rule about a field, new or said anew. */
export default function RuleDrawer(props: RuleDrawerProps) {
  const { t } = useTranslation('fields');
  const { data: meta } = useQuery(metaQuery(props.entity));
  if (meta) return <RuleForm {...props} metas={meta.fields} />;
  return <span role="status" aria-label={t('rule.editTitle')}><Skeleton height={32} /></span>;
}

function RuleForm({ entity, rule, metas, onClose }: RuleDrawerProps & { metas: FieldMeta[] }) {
  const { t, i18n } = useTranslation(['fields', 'common', 'filters']);
  const english = i18n.language === 'en';
  const changed = useCustomized(entity);
  const fields = useRuleFields(entity);
  const [checked, setChecked] = useState(false);
  // What was written through the API and has no editor here stays until another condition takes its place.
  const unreadable = conditionOf(rule?.when) === undefined;

  const inputOf = (draft: Draft): FieldRuleInput => ({
    field: draft.field,
    kind: draft.kind,
    when: draft.conditional ? (unreadable && draft.when === initial.when ? rule!.when : whenOf(draft)) : null,
    pattern: draft.kind === 'pattern' ? draft.pattern : null,
    operator: draft.kind === 'compare' ? draft.operator : null,
    otherField: draft.kind === 'compare' && draft.against === 'otherField' ? draft.otherField : null,
    value: draft.kind !== 'compare' || draft.against === 'otherField' ? null : draft.against === 'value' ? draft.value.trim() : draft.against,
    options: draft.kind === 'options' ? draft.options : [],
    messageZh: draft.messageZh.trim(),
    messageEn: draft.messageEn.trim(),
    active: draft.active,
  });
  const whenOf = ({ when }: Draft) => {
    const where = whereOf(when, fields);
    return where && filterOf({ where: writeWhere(where) });
  };

  const [initial] = useState(() => draftOfRule(rule));
  const form = useForm<Draft>(initial, {
    check: (draft) => {
      const wrong: Record<string, string | undefined> = {};
      const missing = (part: keyof Draft, isMissing: boolean) => {
        if (isMissing) wrong[part] = t('rule.missing');
      };
      missing('field', !draft.field);
      missing('pattern', draft.kind === 'pattern' && !draft.pattern);
      missing('otherField', draft.kind === 'compare' && draft.against === 'otherField' && !draft.otherField);
      missing('value', draft.kind === 'compare' && draft.against === 'value' && !draft.value.trim());
      missing('options', draft.kind === 'options' && draft.options.length === 0);
      missing('messageZh', !draft.messageZh.trim());
      missing('messageEn', !draft.messageEn.trim());
      if (draft.conditional && !(unreadable && draft.when === initial.when) && (draftTests(draft.when).length === 0 || draftTests(draft.when).some((test) => problemOf(test, fields)))) {
        setChecked(true);
        wrong['when'] = t('rule.conditionMissing');
      }
      return wrong;
    },
    send: async (draft) => {
      if (rule) await replaceRule(entity, rule, inputOf(draft));
      else await addRule(entity, inputOf(draft));
      toast(t(rule ? 'rule.saved' : 'rule.added'));
      void changed();
      onClose();
    },
  });
  const { draft, set, errors } = form;
  const label = (meta: FieldMeta) => (english ? meta.labelEn : meta.labelZh);
  const meta = metas.find(({ key }) => key === draft.field);
  const offered = metas.filter((one) => suits(one, draft.kind));
  const alike = metas.filter((one) => meta && one.type === meta.type && one.key !== meta.key && one.operators.length > 0);
  const options = useOptions((meta && fieldOf(meta, english)) ?? { type: 'text' });
  const whenError = errors['when'] ?? Object.entries(errors).find(([key]) => key.startsWith('when') || key.startsWith('where'))?.[1];

  /** The messages follow field and kind until somebody writes his own. */
  const say = (changes: Partial<Draft>) => {
    const next = { ...draft, ...changes };
    const own = (lang: 'zh' | 'en', of: Draft) => {
      const about = metas.find(({ key }) => key === of.field);
      return about ? t(`rule.proposal.${lang}.${of.kind}`, { field: lang === 'zh' ? about.labelZh : about.labelEn }) : '';
    };
    set({
      ...changes,
      ...((!draft.messageZh || draft.messageZh === own('zh', draft)) && { messageZh: own('zh', next) }),
      ...((!draft.messageEn || draft.messageEn === own('en', draft)) && { messageEn: own('en', next) }),
    });
  };
  const ofKind = (kind: RuleKind) => say({ kind, ...(meta && !suits(meta, kind) && { field: '', otherField: '', options: [] }) });
  const againsts: Against[] = ['otherField', 'value', ...(meta?.type === 'date' ? ['today' as const] : meta?.type === 'date_time' ? ['now' as const] : [])];

  return (
    <FormDrawer form={form} wide title={t(rule ? 'rule.editTitle' : 'rule.add')} submit={t(rule ? 'common:action.save' : 'rule.add')} onClose={onClose}>
      {draft.field && <p className={css.said} role="status"><RuleSentence entity={entity} rule={inputOf(draft) as FieldRule} /></p>}
      <div className={form_.pair}>
        <FormField label={t('rule.kind')} error={errors['kind']}>
          {(control) => <Select {...control} value={draft.kind} options={ruleKinds.map((kind) => ({ value: kind, label: t(`rule.kinds.${kind}`) }))} onChange={(event) => ofKind(event.target.value as RuleKind)} />}
        </FormField>
        <FormField label={t('rule.field')} required error={errors['field']}>
          {({ required: _, ...control }) => <Combobox {...control} placeholder={t('rule.choose')} options={offered.map((one) => ({ value: one.key, label: label(one) }))} value={draft.field || null} onChange={(field) => say({ field: field ?? '', otherField: '', options: [] })} />}
        </FormField>
      </div>

      {draft.kind === 'pattern' && (
        <FormField label={t('rule.pattern')} required error={errors['pattern']} hint={t('rule.patternHint')}>
          {(control) => <Input {...control} maxLength={200} spellCheck={false} autoComplete="off" value={draft.pattern} onChange={(event) => set({ pattern: event.target.value })} />}
        </FormField>
      )}
      {draft.kind === 'options' && meta && (
        <div>
          <p className={css.legend}>{t('rule.options')}</p>
          <PickMany label={t('rule.options')} options={options} values={draft.options} invalid={errors['options'] !== undefined} describedBy={errors['options'] && `${form.id}-options`} onChange={(chosen) => set({ options: chosen })} />
          {errors['options'] && <FieldError id={`${form.id}-options`}>{errors['options']}</FieldError>}
        </div>
      )}
      {draft.kind === 'compare' && (
        <>
          <div className={form_.pair}>
            <FormField label={t('rule.operator')} error={errors['operator']}>
              {(control) => <Select {...control} value={draft.operator} options={comparisons.map((op) => ({ value: op, label: t(`rule.operators.${op}`) }))} onChange={(event) => set({ operator: event.target.value })} />}
            </FormField>
            <div>
              <p className={css.legend}>{t('rule.against')}</p>
              <Segmented<Against> label={t('rule.against')} value={draft.against} options={againsts.map((against) => ({ value: against, label: t(`rule.${against}`) }))} onChange={(against) => set({ against })} />
            </div>
          </div>
          {draft.against === 'otherField' && (
            <FormField label={t('rule.otherField')} required error={errors['otherField']}>
              {({ required: _, ...control }) => <Combobox {...control} placeholder={t('rule.choose')} options={alike.map((one) => ({ value: one.key, label: label(one) }))} value={draft.otherField || null} onChange={(otherField) => set({ otherField: otherField ?? '' })} />}
            </FormField>
          )}
          {draft.against === 'value' && (
            <FormField label={t('rule.value')} required error={errors['value']}>
              {(control) =>
                options.length > 0 ? (
                  <Select {...control} empty={t('rule.choose')} options={options} value={draft.value} onChange={(event) => set({ value: event.target.value })} />
                ) : (
                  <Input {...control} type={meta?.type === 'date' ? 'date' : 'text'} maxLength={200} value={draft.value} onChange={(event) => set({ value: event.target.value })} />
                )
              }
            </FormField>
          )}
        </>
      )}

      <div>
        <p className={css.legend}>{t('rule.condition')}</p>
        <Segmented label={t('rule.condition')} value={draft.conditional ? 'under' : 'always'} options={(['always', 'under'] as const).map((value) => ({ value, label: t(`rule.${value}`) }))} onChange={(value) => set({ conditional: value === 'under' })} />
      </div>
      {draft.conditional && (
        <div className={css.condition}>
          <p className="meta">{t(draft.kind === 'read_only' ? 'rule.conditionHint.read_only' : 'rule.conditionHint.other')}</p>
          <ConditionEditor root={draft.when} fields={fields} checked={checked} onChange={(id, change) => set({ when: replaceIn(draft.when, id, change) })} />
          {whenError && <FieldError>{whenError}</FieldError>}
        </div>
      )}

      <div className={form_.pair}>
        <FormField label={t('rule.messageZh')} required error={errors['messageZh']} hint={t('rule.messageHint')}>
          {(control) => <Input {...control} maxLength={200} lang="zh-CN" value={draft.messageZh} onChange={(event) => set({ messageZh: event.target.value })} />}
        </FormField>
        <FormField label={t('rule.messageEn')} required error={errors['messageEn']}>
          {(control) => <Input {...control} maxLength={200} lang="en" value={draft.messageEn} onChange={(event) => set({ messageEn: event.target.value })} />}
        </FormField>
      </div>
      <Checkbox label={t('rule.active')} checked={draft.active} onChange={(event) => set({ active: event.target.checked })} />
    </FormDrawer>
  );
}
