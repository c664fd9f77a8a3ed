import { Plus, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/Button';
import { Combobox } from '../ui/Combobox';
import { FieldError, Select } from '../ui/Inputs';
import { draftGroup, draftTest, draftTests, isDraftGroup, problemOf, type Draft, type DraftGroup, type DraftTest } from './draft';
import css from './filter.module.css';
import { newTest, withOp, wordOf, type FilterField } from './filterFields';
import { FilterValue } from './FilterValue';
import { groupKinds, maxDepth, type GroupKind, type TestOp } from './where';

/** Puts another in the place of one part, by its number. */
export type ChangePart = (id: number, change: (item: Draft) => Draft | null) => void;

type ConditionEditorProps = { root: DraftGroup; fields: FilterField[]; /** What is not whole says so. */ checked: boolean; onChange: ChangePart };

/** Groups of tests within groups, as they are built. */
export const ConditionEditor = ({ root, ...rest }: ConditionEditorProps) => <GroupEditor group={root} depth={1} tests={draftTests(root)} {...rest} />;

type PartProps = Omit<ConditionEditorProps, 'root'> & { tests: DraftTest[] };

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
