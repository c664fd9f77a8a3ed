import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnField, Field, FieldType } from '../fields/field';
import { kindOf } from '../fields/registry';
import { fieldOf, metaQuery, optionsOf } from './meta';
import { teamsQuery } from '../features/settings/settings.queries';
import { segmentsQuery } from '../features/segments/segments.queries';
import type { Test, TestOp } from './where';

/** A field as a condition tests it. */
export type FilterField = Field & {
  ops: TestOp[];
  /** The kind of record that its values are, where they are records. */
  relatesTo?: 'customer' | 'contact';
};

const days: TestOp[] = ['period', 'lastDays', 'olderThan', 'nextDays', 'on', 'before', 'after'];
const numbers: TestOp[] = ['gte', 'lte', 'between', 'gt', 'lt', 'is', 'isNot'];

/** What a region of the house's own is: the province, the city or the district of a place; 0 for whichever is known. */
export const levelOf = ({ type, key }: Pick<Field, 'type' | 'key'>): 0 | 1 | 2 | 3 => (type !== 'region' ? 0 : key.includes('province') ? 1 : key.includes('city') ? 2 : key.includes('district') ? 3 : 0);

function opsOf(type: FieldType, key: string, related: boolean): TestOp[] {
  if (related) return ['is', 'isNot'];
  if (type === 'region' && levelOf({ type, key }) === 0) return ['inside', 'notInside'];
  if (type === 'tags' || type === 'choices') return ['is', 'hasAll', 'isNot'];
  if (type === 'yesNo') return ['is'];
  if (type === 'place') return ['inside', 'notInside', 'is', 'isNot'];
  if (type === 'rating') return ['is', 'gte', 'lte', 'isNot'];
  switch (kindOf(type).filter) {
    case 'options':
      return ['is', 'isNot'];
    case 'numbers':
      return numbers;
    case 'days':
    case 'instants':
      return days;
    default:
      return ['contains', 'notContains', 'is', 'isNot', 'startsWith'];
  }
}

const related: Partial<Record<string, FilterField['relatesTo']>> = { customers: 'customer', contacts: 'contact' };

/** All that a list can be narrowed by, in the user's words: those of its columns where it has one. */
export function useFilterFields<Row>(entity: string, columns: ColumnField<Row>[]): FilterField[] {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(metaQuery(entity));
  const { data: teams } = useQuery({ ...teamsQuery, enabled: data?.related.some(({ relatesTo }) => relatesTo === 'teams') ?? false });
  const { data: segments } = useQuery({ ...segmentsQuery, enabled: data?.fields.some(({ relatesTo }) => relatesTo === 'segments') ?? false });
  return useMemo(() => {
    const english = i18n.language === 'en';
    const word = (value: string) => (i18n.exists(`roles.${value}`) ? t(`roles.${value}` as 'roles.sales') : value);
    return [...(data?.fields ?? []), ...(data?.related ?? [])].flatMap((meta) => {
      const ofTeams = meta.relatesTo === 'teams';
      const ofSegments = meta.relatesTo === 'segments';
      const described = fieldOf(meta, english);
      const type = ofTeams || ofSegments ? 'code' : described?.type;
      if (!meta.filterable || !type) return [];
      const column = columns.find(({ key }) => key === meta.key);
      const alike = column ?? columns.find(({ key }) => meta.key.endsWith(`.${key}`));
      const relatesTo = related[meta.relatesTo ?? ''];
      // Records of other kinds have no picker yet; their names are among the related fields.
      if (meta.relatesTo && !relatesTo && !ofTeams && !ofSegments) return [];
      const empties: TestOp[] = meta.operators.includes('isEmpty') ? ['empty', 'notEmpty'] : [];
      const options = ofSegments ? (segments?.data ?? []).map(({ id, name }) => ({ value: id, label: name })) : ofTeams ? (teams?.data ?? []).map(({ id, name }) => ({ value: id, label: name })) : meta.options.length > 0 ? optionsOf(meta, english) : meta.type === 'choice' ? (alike?.options ?? meta.choices.map((value) => ({ value, label: word(value) }))) : undefined;
      const field = {
        key: meta.key,
        type,
        label: column?.label ?? (english ? meta.labelEn : meta.labelZh),
        ops: meta.type === 'segments' ? ['is', 'hasAll', 'isNot'] : [...opsOf(type, meta.key, relatesTo !== undefined), ...empties],
        ...(meta.codeList && { codeList: meta.codeList }),
        ...(options && { options }),
        ...(relatesTo && { relatesTo }),
      };
      return [field as FilterField];
    });
  }, [data, columns, teams, segments, t, i18n]);
}

export const periods = [
  'today', 'yesterday', 'tomorrow', 'thisWeek', 'lastWeek', 'nextWeek', 'thisMonth', 'lastMonth', 'nextMonth', 'thisQuarter', 'lastQuarter', 'nextQuarter', 'thisYear', 'lastYear', 'nextYear',
] as const;
export type Period = (typeof periods)[number];

/** The word for a comparison: tags are among others, and numbers equal each other. */
export function wordOf(field: FilterField, op: TestOp) {
  if (op !== 'is' && op !== 'isNot') return op;
  if (field.type === 'tags' || field.type === 'choices') return `${op}Among` as const;
  return kindOf(field.type).filter === 'numbers' ? (op === 'is' ? 'eq' : 'ne') : op;
}

/** How a test is entered: by which editor, and what a fresh one holds. */
export type Entry = 'nothing' | 'period' | 'days' | 'day' | 'dayRange' | 'number' | 'numberRange' | 'options' | 'record' | 'text';

export function entryOf(field: FilterField, op: TestOp): Entry {
  switch (op) {
    case 'empty':
    case 'notEmpty':
      return 'nothing';
    case 'period':
      return 'period';
    case 'lastDays':
    case 'nextDays':
    case 'olderThan':
      return 'days';
    case 'on':
      return 'dayRange';
    case 'before':
    case 'after':
      return 'day';
    case 'between':
      return 'numberRange';
    default:
      if (field.relatesTo) return 'record';
      if (kindOf(field.type).filter === 'options') return field.type === 'rating' && op !== 'is' && op !== 'isNot' ? 'number' : 'options';
      return kindOf(field.type).filter === 'numbers' ? 'number' : 'text';
  }
}

/** Another test keeps what was entered where it is entered alike. */
export function withOp(test: Test, op: TestOp, field: FilterField): Test {
  const kept = entryOf(field, op) === entryOf(field, test.op);
  return { ...test, op, values: kept ? test.values : firstValues(entryOf(field, op)) };
}

export const firstValues = (entry: Entry): string[] => ({ period: ['thisWeek'], days: ['30'], nothing: [], day: [''], dayRange: ['', ''], number: [''], numberRange: ['', ''], options: [], record: [], text: [''] })[entry];

export const newTest = (field: FilterField): Test => ({ field: field.key, op: field.ops[0]!, values: firstValues(entryOf(field, field.ops[0]!)) });
