import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../api/client';
import { useOptions } from '../fields/options';
import { useFormat } from '../format/useFormat';
import type { Option } from '../ui/Inputs';
import { entryOf, levelOf, wordOf, type FilterField, type Period } from './filterFields';
import { isGroup, type Test, type Where } from './where';

/** A condition as one sentence in the user's language. */
export function Sentence({ where, fields, nested = false }: { where: Where; fields: FilterField[]; nested?: boolean }) {
  const { t } = useTranslation('filters');
  if (!isGroup(where)) {
    const field = fields.find(({ key }) => key === where.field);
    return field ? <TestText test={where} field={field} /> : <>{where.field}</>;
  }

  const join = t(where.kind === 'all' || where.kind === 'notAll' ? 'join.all' : 'join.any');
  const inner = where.items.map((item, index) => (
    <Fragment key={index}>
      {index > 0 && join}
      <Sentence where={item} fields={fields} nested />
    </Fragment>
  ));
  const wrap = where.kind === 'none' || where.kind === 'notAll' ? where.kind : nested && where.items.length > 1 ? 'nested' : null;
  if (!wrap) return <>{inner}</>;
  const [before, after] = t(`wrap.${wrap}`, { inner: '\n' }).split('\n');
  return <>{before}{inner}{after}</>;
}

function TestText({ test, field }: { test: Test; field: FilterField }) {
  const { t } = useTranslation('filters');
  return <>{t(`say.${wordOf(field, test.op)}`, useTestWords(test, field))}</>;
}

/** The words that a test's sentence is made of. */
function useTestWords(test: Test, field: FilterField): { field: string; value: string; other: string } {
  const { t } = useTranslation('filters');
  const format = useFormat();
  const entry = entryOf(field, test.op);
  const options = useChoices(field, entry === 'options');
  const names = useRecordNames(field, entry === 'record' ? test.values : []);
  const show = (value = '') => {
    if (entry === 'options') return options.find((option) => option.value === value)?.label ?? value;
    if (entry === 'record') return names[value] ?? value;
    if (entry === 'period') return t(`periods.${value as Period}`);
    if (entry === 'day' || entry === 'dayRange') return value && format.date(value);
    if (entry === 'number' || entry === 'numberRange') return value && format.short(Number(value));
    return value;
  };
  const [value, other] = test.values;
  const ranged = entry === 'dayRange' || entry === 'numberRange';
  const joined = test.values.map(show).join(t(test.op === 'hasAll' ? 'join.both' : 'join.values'));
  return { field: field.label, value: ranged ? show(value) : joined, other: ranged ? show(other) : '' };
}

/** The choices of a test on a field; also who asks and his team, and all places of a level. */
export function useChoices(field: FilterField, enabled = true): Option[] {
  const { t } = useTranslation(['filters', 'common']);
  const options = useOptions(enabled ? field : { type: 'text' });
  const level = levelOf(field);
  const places = useMemo(() => (level === 0 ? null : options.filter(({ value }) => levelOfCode(value) === level).map(({ value, label }) => ({ value, label }))), [options, level]);

  if (places) return places;
  if (field.type === 'user') return [{ value: 'me', label: t('common:state.me') }, { value: 'myTeam', label: t('myTeam') }, ...options];
  return options;
}

const levelOfCode = (code: string) => (code.endsWith('0000') ? 1 : code.endsWith('00') ? 2 : 3);

/** Names of the records that a test names by their ids. */
export function useRecordNames(field: FilterField, ids: string[]): Record<string, string> {
  const { data } = useQuery({
    queryKey: [field.relatesTo === 'contact' ? 'contacts' : 'customers', 'names', ids],
    queryFn: async ({ signal }) => {
      const named = ids.map((id) =>
        field.relatesTo === 'contact'
          ? body(api.GET('/api/v1/contacts/{id}', { params: { path: { id } }, signal }))
          : body(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
      );
      return Object.fromEntries((await Promise.all(named)).map(({ id, name }) => [id, name]));
    },
    enabled: ids.length > 0,
    staleTime: 60_000,
  });
  return data ?? {};
}
