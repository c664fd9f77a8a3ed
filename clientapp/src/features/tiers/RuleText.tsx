import { useTranslation } from 'react-i18next';
import { Sentence } from '../../table/Sentence';
import { conditionOf, useRuleFields } from '../settings/RuleSentence';
import type { TierRule } from './tiers.queries';

/** A rule's condition in words. */
export function RuleText({ rule }: { rule: TierRule }) {
  const { t } = useTranslation('tiers');
  const fields = useRuleFields('customers');
  const where = conditionOf(rule.where);
  if (where === null) return <>{t('everybody')}</>;
  return where ? <Sentence where={where} fields={fields} /> : <>{t('unreadable')}</>;
}
