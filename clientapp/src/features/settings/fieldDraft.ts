import { isEmpty } from '../../fields/registry';
import type { FieldType } from '../../fields/field';
import { settle } from '../../fields/settle';
import { takes, type CustomField, type CustomFieldInput, type CustomFieldType, type PersonalData } from './fields.queries';

/** An option while it is edited; `fixed`: records may have its word already. */
export type OptionDraft = { id: number; value: string; labelZh: string; labelEn: string; retired: boolean; color: string | null; fixed: boolean; worded: boolean };

/** An added field while it is edited; numbers stay as they are typed. `keyed`: its key is the user's own and no longer follows the label. */
export type FieldDraft = {
  type: CustomFieldType; relatesTo: string; key: string; keyed: boolean;
  labelZh: string; labelEn: string; helpZh: string; helpEn: string; sectionZh: string; sectionEn: string;
  options: OptionDraft[];
  required: boolean; unique: boolean; searchable: boolean; indexed: boolean;
  /** Null follows the type. */
  personalData: PersonalData | null;
  min: string; max: string; maxLength: string; pattern: string;
  defaultValue: unknown;
};

let lastId = 0;
export const newOption = (): OptionDraft => ({ id: ++lastId, value: '', labelZh: '', labelEn: '', retired: false, color: null, fixed: false, worded: false });

const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));

export const draftOfField = (field: CustomField | null): FieldDraft => ({
  type: field?.type ?? 'text', relatesTo: field?.relatesTo ?? 'customers', key: field?.key ?? '', keyed: field !== null,
  labelZh: text(field?.labelZh), labelEn: text(field?.labelEn), helpZh: text(field?.helpZh), helpEn: text(field?.helpEn), sectionZh: text(field?.sectionZh), sectionEn: text(field?.sectionEn),
  options: field?.options.map((option) => ({ ...option, id: ++lastId, fixed: true, worded: true })) ?? [],
  required: field?.required ?? false, unique: field?.unique ?? false, searchable: field?.searchable ?? false, indexed: field?.indexed ?? false,
  personalData: field?.personalData ?? null,
  min: text(field?.min), max: text(field?.max), maxLength: text(field?.maxLength), pattern: text(field?.pattern),
  defaultValue: field?.defaultValue ?? null,
});

const keyMax = 40;

/** A key that follows from the English label and that no field has yet. */
export function proposedKey(label: string, taken: string[]): string {
  const words = label.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join('').replace(/^\d+/, '');
  const key = joined.charAt(0).toLowerCase() + joined.slice(1, keyMax - 3);
  if (!key || !taken.includes(key)) return key;
  let number = 2;
  while (taken.includes(`${key}${number}`)) number += 1;
  return `${key}${number}`;
}

/** The word that records keep for an option, from what people call it. */
export const proposedWord = ({ labelEn, labelZh }: Pick<OptionDraft, 'labelEn' | 'labelZh'>): string =>
  (labelEn.trim().toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || labelZh.trim().replace(/[^\p{L}\p{Nd}_]+/gu, '_').replace(/^_+|_+$/g, '')).slice(0, 80);

const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));
const line = (typed: string) => typed.trim() || null;

/** The draft as the API takes it: only what suits its type. */
export const inputOf = (draft: FieldDraft, shownType: FieldType): CustomFieldInput => ({
  key: draft.key.trim(),
  type: draft.type,
  relatesTo: draft.type === 'relation' ? draft.relatesTo : null,
  labelZh: draft.labelZh.trim(), labelEn: draft.labelEn.trim(), helpZh: line(draft.helpZh), helpEn: line(draft.helpEn), sectionZh: line(draft.sectionZh), sectionEn: line(draft.sectionEn),
  options: takes.options(draft.type) ? draft.options.map(({ value, labelZh, labelEn, retired, color }) => ({ value: value.trim(), labelZh: labelZh.trim(), labelEn: labelEn.trim(), retired, color })) : [],
  required: draft.required,
  unique: takes.unique(draft.type) && draft.unique,
  searchable: takes.text(draft.type) && draft.searchable,
  indexed: takes.index(draft.type) && draft.indexed,
  ...(draft.personalData && { personalData: draft.personalData }),
  min: takes.bounds(draft.type) ? number(draft.min) : null,
  max: takes.bounds(draft.type) ? number(draft.max) : null,
  maxLength: takes.text(draft.type) ? number(draft.maxLength) : null,
  pattern: takes.text(draft.type) ? draft.pattern || null : null,
  defaultValue: draft.unique || isEmpty(draft.defaultValue) ? null : settle(shownType, draft.defaultValue),
});

const never = ['key', 'type', 'relatesTo'];

/** What differs from the field as it was read. */
export function changesOfField(input: CustomFieldInput, field: CustomField): Partial<CustomField> {
  const before = field as Record<string, unknown>;
  return Object.fromEntries(Object.entries(input).filter(([key, value]) => !never.includes(key) && JSON.stringify(value ?? null) !== JSON.stringify(before[key] ?? null))) as Partial<CustomField>;
}
