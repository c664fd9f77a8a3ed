import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/list';
import { useFormat } from '../format/useFormat';
import { Button } from '../ui/Button';
import { Drawer } from '../ui/Dialog';
import { isEnter } from '../ui/keys';
import { ConditionEditor, type ChangePart } from './ConditionEditor';
import { draftGroup, draftOf, draftTest, draftTests, problemOf, replaceIn, whereOf } from './draft';
import css from './filter.module.css';
import type { FilterField } from './filterFields';
import { Sentence } from './Sentence';
import { writeWhere, type Where } from './where';

type FilterBuilderProps = {
  fields: FilterField[];
  where: Where | null;
  onApply: (where: Where | null) => void;
  onClose: () => void;
  /** How many records a condition leaves, together with all else that narrows the list. */
  count: (where: Where | null, signal: AbortSignal) => Promise<Page<unknown>['total']>;
  /** What else narrows the list: tells counts of different lists apart. */
  scope: string;
};

/** Builds a condition of groups within groups; says it as a sentence and how many it leaves, before it applies. */
export default function FilterBuilder({ fields, where, onApply, onClose, count, scope }: FilterBuilderProps) {
  const { t } = useTranslation(['filters', 'common']);
  const id = useId();
  const [root, setRoot] = useState(() => (where ? draftOf(where) : draftGroup('all', fields[0] ? [draftTest({ field: '', op: 'is', values: [] })] : [])));
  const [checked, setChecked] = useState(false);
  const next = whereOf(root, fields);
  const tests = draftTests(root);

  const change: ChangePart = (itemId, with_) => setRoot((before) => replaceIn(before, itemId, with_));
  const apply = () => {
    const wrong = tests.find((test) => problemOf(test, fields));
    if (!wrong || (tests.length === 1 && !wrong.field)) return onApply(next);
    setChecked(true);
    requestAnimationFrame(() => document.getElementById(id)?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid]')?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isEnter(event) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    apply();
  };

  const footer = (
    <>
      <Button variant="ghost" className={css.start} disabled={tests.length === 0} onClick={() => setRoot(draftGroup('all', []))}>{t('clear')}</Button>
      <Button onClick={onClose}>{t('common:action.cancel')}</Button>
      <Button variant="primary" aria-keyshortcuts="Control+Enter" onClick={apply}>{t('apply')}</Button>
    </>
  );

  return (
    <Drawer title={t('title')} onClose={onClose} footer={footer} wide>
      <div id={id} className={css.builder} onKeyDown={onKeyDown}>
        <div className={css.sentence}>
          <p>{next ? <Sentence where={next} fields={fields} /> : t('everything')}</p>
          <LiveCount where={next} count={count} scope={scope} />
        </div>
        <ConditionEditor root={root} fields={fields} checked={checked} onChange={change} />
      </div>
    </Drawer>
  );
}

function LiveCount({ where, count, scope }: Pick<FilterBuilderProps, 'count' | 'scope'> & { where: Where | null }) {
  const { t } = useTranslation('filters');
  const format = useFormat();
  const text = where ? writeWhere(where) : '';
  const [asked, setAsked] = useState({ text, where });

  useEffect(() => {
    const timer = setTimeout(() => setAsked((before) => (before.text === text ? before : { text, where })), 400);
    return () => clearTimeout(timer);
  }, [text, where]);

  const { data: total, isFetching, isError } = useQuery({
    queryKey: ['condition', scope, asked.text],
    queryFn: async ({ signal }) => (await count(asked.where, signal)) ?? null,
    placeholderData: keepPreviousData,
    retry: false,
  });

  return (
    <p role="status" className={css.count} aria-busy={isFetching || text !== asked.text}>
      {total ? t(total.relation === 'gte' ? 'countMore' : 'count', { count: total.value, value: format.number(total.value) }) : isError ? '' : t('counting')}
    </p>
  );
}
