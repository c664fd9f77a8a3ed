import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../fields/options';
import { useFilterFields, type FilterField } from '../../table/filterFields';
import { fieldOf, metaQuery, type FieldMeta } from '../../table/meta';
import { Sentence } from '../../table/Sentence';
import type { ApiFilter } from '../../table/whereApi';
import { stateOf } from '../../table/whereRead';
import { readWhere, type Where } from '../../table/where';
import type { comparisons, FieldRule, FieldRuleInput } from './fields.queries';

/** The record's own fields, by which a rule may look at it. */
export const useRuleFields = (entity: string): FilterField[] => useFilterFields(entity, noColumns).filter(({ key }) => !key.includes('.') || key.startsWith('custom.'));
const noColumns: never[] = [];

/** A rule's condition as people build it; undefined where it says what the page cannot show. */
export function conditionOf(when: unknown): Where | null | undefined {
  if (!when) return null;
  const state = stateOf(when as ApiFilter, null, []);
  return state?.where ? (readWhere(state.where) ?? undefined) : undefined;
}

type Said = Pick<FieldRule, 'field' | 'kind'> & Pick<FieldRuleInput, 'when' | 'pattern' | 'operator' | 'otherField' | 'value' | 'options'>;

/** A rule as one sentence in the user's language. */
export function RuleSentence({ entity, rule }: { entity: string; rule: Said }) {
  const { t } = useTranslation('fields');
  const fields = useRuleFields(entity);
  const where = conditionOf(rule.when);
  const [before, after] = t('rule.when', { condition: '\n' }).split('\n');
  return (
    <>
      {where !== null && <>{before}{where ? <Sentence where={where} fields={fields} /> : t('rule.unreadable')}{after}</>}
      <Statement entity={entity} rule={rule} />
    </>
  );
}

const unknown: Pick<FieldMeta, 'key' | 'type' | 'labelZh' | 'labelEn' | 'codeList' | 'choices' | 'options' | 'relatesTo' | 'custom'> = { key: '', type: 'text', labelZh: '', labelEn: '', codeList: null, choices: [], options: [], relatesTo: null, custom: false };

function Statement({ entity, rule }: { entity: string; rule: Said }) {
  const { t, i18n } = useTranslation('fields');
  const english = i18n.language === 'en';
  const { data } = useQuery(metaQuery(entity));
  const meta = data?.fields.find(({ key }) => key === rule.field);
  const options = useOptions(fieldOf(meta ?? unknown, english)!);
  const label = (key: string) => {
    const known = data?.fields.find((field) => field.key === key);
    return known ? (english ? known.labelEn : known.labelZh) : t('rule.archivedField', { key });
  };
  const special = { today: t('rule.today'), now: t('rule.now') } as const;
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const other = rule.otherField ? label(rule.otherField) : rule.value && rule.value in special ? special[rule.value as keyof typeof special] : labelOf(rule.value ?? '');
  return (
    <>
      {t(`rule.say.${rule.kind}`, {
        field: label(rule.field),
        pattern: rule.pattern,
        operator: rule.operator ? t(`rule.operators.${rule.operator as (typeof comparisons)[number]}`) : '',
        other,
        options: (rule.options ?? []).map(labelOf).join(english ? ', ' : '、'),
      })}
    </>
  );
}
