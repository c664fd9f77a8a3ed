import { useMutation, useQuery } from '@tanstack/react-query';
import { Pencil, Scale, Trash2 } from 'lucide-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/Inputs';
import { IconButton } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { metaQuery } from '../../table/meta';
import { addRule, deleteRule, fieldRulesQuery, replaceRule, useCustomized, type FieldRule, type FieldRuleInput } from './fields.queries';
import { RuleSentence } from './RuleSentence';
import css from './settings.module.css';

type RuleListProps = { entity: string; kind: string; onEdit: (rule: FieldRule) => void; add: ReactNode };

const inputOf = ({ id: _, version: __, ...rule }: FieldRule): FieldRuleInput => rule;

/** The rules of a kind, each as a sentence; a switch puts one out of force and back. */
export default function RuleList({ entity, kind, onEdit, add }: RuleListProps) {
  const { t, i18n } = useTranslation('fields');
  const { data: rules, error, refetch } = useQuery(fieldRulesQuery(entity));
  const { data: meta } = useQuery(metaQuery(entity));
  const changed = useCustomized(entity);
  const activate = useMutation({
    mutationFn: (rule: FieldRule) => replaceRule(entity, rule, { ...inputOf(rule), active: !rule.active }),
    onSuccess: (saved) => toast(t(saved.active ? 'rule.on' : 'rule.off'), { undo: () => activate.mutate(saved) }),
    onSettled: changed,
  });
  const restore = useMutation({ mutationFn: (rule: FieldRule) => addRule(entity, inputOf(rule)), onSettled: changed });
  const remove = useMutation({
    mutationFn: (rule: FieldRule) => deleteRule(entity, rule),
    onSuccess: (_, rule) => toast(t('rule.deleted'), { undo: () => restore.mutate(rule) }),
    onSettled: changed,
  });

  if (error && !rules) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!rules || !meta) return <div className={css.lines}>{[1, 2, 3].map((line) => <Skeleton key={line} height={32} />)}</div>;
  if (rules.length === 0) return <EmptyState icon={Scale} title={t('rule.empty', { kind })} hint={t('rule.emptyHint')} action={add} />;
  return (
    <>
      <p className="meta">{t('rule.note')}</p>
      <ul className={css.sentences}>
        {rules.map((rule) => (
          <li key={rule.id} data-active={rule.active}>
            <div>
              <p id={`rule-${rule.id}`}><RuleSentence entity={entity} rule={rule} /></p>
              <p className="meta">{t('rule.message', { text: i18n.language === 'en' ? rule.messageEn : rule.messageZh })}</p>
            </div>
            <span className={css.rowActions}>
              <Checkbox label={t('rule.active')} aria-describedby={`rule-${rule.id}`} checked={rule.active} disabled={activate.isPending} onChange={() => activate.mutate(rule)} />
              <IconButton size="small" icon={Pencil} label={t('rule.editRule')} aria-describedby={`rule-${rule.id}`} onClick={() => onEdit(rule)} />
              <IconButton size="small" icon={Trash2} label={t('rule.delete')} aria-describedby={`rule-${rule.id}`} onClick={() => remove.mutate(rule)} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
