import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/list';
import { useFormat } from '../format/useFormat';
import { Button, IconButton } from '../ui/Button';
import { Combobox } from '../ui/Combobox';
import { Drawer } from '../ui/Dialog';
import { FieldError, Select } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import { draftGroup, draftOf, draftTest, draftTests, isDraftGroup, problemOf, replaceIn, whereOf, type Draft, type DraftGroup, type DraftTest } from './draft';
import css from './filter.module.css';
import { newTest, withOp, wordOf, type FilterField } from './filterFields';
import { FilterValue } from './FilterValue';
import { Sentence } from './Sentence';
import { groupKinds, maxDepth, writeWhere, type GroupKind, type TestOp, type Where } from './where';

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

  const change = (itemId: number, with_: (item: Draft) => Draft | null) => setRoot((before) => replaceIn(before, itemId, with_));
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
        <GroupEditor group={root} fields={fields} depth={1} tests={tests} checked={checked} onChange={change} />
      </div>
    </Drawer>
  );
}

type PartProps = { fields: FilterField[]; tests: DraftTest[]; checked: boolean; onChange: (id: number, change: (item: Draft) => Draft | null) => void };

function GroupEditor({ group, depth, onRemove, ...part }: PartProps & { group: DraftGroup; depth: number; onRemove?: () => void }) {
  const { t } = useTranslation('filters');
  const element = useRef<HTMLFieldSetElement>(null);
  const position = group.items[0] ? firstPosition(group, part.tests) : part.tests.length + 1;

  const add = (item: Draft) => {
    part.onChange(group.id, (before) => ({ ...(before as DraftGroup), items: [...(before as DraftGroup).items, item] }));
    requestAnimationFrame(() => [...element.current!.querySelectorAll<HTMLElement>('[role=combobox]')].at(-1)?.focus());
  };
  /** The focus does not fall into nothing with the part that goes. */
  const remove = (item: Draft) => {
    part.onChange(item.id, () => null);
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('button[data-add]')?.focus());
  };
  const empty = (): DraftTest => draftTest({ field: '', op: 'is', values: [] });

  return (
    <fieldset ref={element} className={css.group} data-depth={depth} aria-label={t('group', { position })}>
      <div className={css.groupHead}>
        <Select
          aria-label={t('kindLabel')}
          className={css.kind}
          value={group.kind}
          options={groupKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(event) => part.onChange(group.id, (before) => ({ ...(before as DraftGroup), kind: event.target.value as GroupKind }))}
        />
        {onRemove && <IconButton size="small" icon={X} label={t('removeGroup', { position })} onClick={onRemove} />}
      </div>
      {group.items.map((item) =>
        isDraftGroup(item) ? (
          <GroupEditor key={item.id} group={item} depth={depth + 1} {...part} onRemove={() => remove(item)} />
        ) : (
          <TestRow key={item.id} test={item} {...part} onRemove={() => remove(item)} />
        ),
      )}
      <div className={css.adds}>
        <Button size="small" variant="ghost" icon={Plus} data-add onClick={() => add(empty())}>{t('addTest')}</Button>
        {depth < maxDepth && <Button size="small" variant="ghost" icon={Plus} onClick={() => add(draftGroup(group.kind === 'any' ? 'all' : 'any', [empty()]))}>{t('addGroup')}</Button>}
      </div>
    </fieldset>
  );
}

const firstPosition = (group: DraftGroup, tests: DraftTest[]) => {
  const [first] = draftTests(group);
  return first ? tests.findIndex(({ id }) => id === first.id) + 1 : tests.length + 1;
};

function TestRow({ test, fields, tests, checked, onChange, onRemove }: PartProps & { test: DraftTest; onRemove: () => void }) {
  const { t } = useTranslation('filters');
  const id = useId();
  const field = fields.find(({ key }) => key === test.field);
  const position = tests.findIndex((other) => other.id === test.id) + 1;
  const problem = (checked && problemOf(test, fields)) || undefined;
  const set = (changes: Partial<DraftTest>) => onChange(test.id, (before) => ({ ...(before as DraftTest), ...changes }));

  return (
    <div className={css.test}>
      <Combobox
        aria-label={t('field', { position })}
        placeholder={t('chooseField')}
        options={fields.map(({ key, label }) => ({ value: key, label }))}
        value={field ? test.field : null}
        {...(problem && !field && { 'aria-invalid': true as const, 'aria-describedby': `${id}-problem` })}
        onChange={(key) => {
          const chosen = fields.find((candidate) => candidate.key === key);
          if (chosen && chosen.key !== test.field) set(newTest(chosen));
        }}
      />
      {field && (
        <>
          <Select
            aria-label={t('op', { position })}
            value={test.op}
            options={field.ops.map((op) => ({ value: op, label: t(`ops.${wordOf(field, op)}`) }))}
            onChange={(event) => set(withOp(test, event.target.value as TestOp, field))}
          />
          <div className={css.value}>
            <FilterValue field={field} test={test} position={position} problem={problem} describedBy={`${id}-problem`} onChange={(values) => set({ values })} />
          </div>
        </>
      )}
      <IconButton size="small" icon={X} label={t('remove', { position })} onClick={onRemove} />
      {problem && <div className={css.problem}><FieldError id={`${id}-problem`}>{t(problem)}</FieldError></div>}
    </div>
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
