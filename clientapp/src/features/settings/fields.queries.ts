import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import type { FieldMeta } from '../../table/meta';

type Schemas = components['schemas'];
export type CustomField = Schemas['CustomFieldRow'];
export type CustomFieldInput = Schemas['CustomFieldInput'];
export type CustomFieldType = Schemas['CustomFieldType'];
export type PersonalData = Schemas['PersonalData'];
export type FieldRule = Schemas['FieldRuleRow'];
export type FieldRuleInput = Schemas['FieldRuleInput'];
export type RuleKind = Schemas['FieldRuleKind'];

export const fieldTypes: CustomFieldType[] = [
  'text', 'long_text', 'number', 'money', 'percent', 'date', 'date_time', 'yes_no', 'choice', 'choices', 'phone', 'email', 'web_address', 'user', 'relation', 'region', 'score',
];
export const ruleKinds: RuleKind[] = ['required', 'read_only', 'pattern', 'compare', 'options'];
export const comparisons = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const;

const chosen: CustomFieldType[] = ['choice', 'choices'];
const written: CustomFieldType[] = ['text', 'long_text', 'phone', 'email', 'web_address'];

export const personalData: PersonalData[] = ['none', 'contact', 'sensitive'];
/** How to reach somebody says who he is. */
export const personalDataOf = (type: CustomFieldType): PersonalData => (type === 'phone' || type === 'email' ? 'contact' : 'none');

/** What can be said of a field of a type beyond what can be said of all. */
export const takes = {
  options: (type: CustomFieldType) => chosen.includes(type),
  bounds: (type: CustomFieldType) => type === 'number' || type === 'percent' || type === 'money',
  text: (type: CustomFieldType) => written.includes(type),
  unique: (type: CustomFieldType) => !['long_text', 'yes_no', 'choice', 'choices', 'score'].includes(type),
  index: (type: CustomFieldType) => type !== 'long_text' && type !== 'choices',
};

/** What an added field is called in the descriptions of records, whose words differ for some types. */
export const describedType = (type: CustomFieldType) => (type === 'user' ? 'owner' : type);

/** An added field as records will be described with it. */
export const asMeta = (field: Pick<CustomField, 'key' | 'type' | 'labelZh' | 'labelEn' | 'relatesTo' | 'options'>): Pick<FieldMeta, 'key' | 'type' | 'labelZh' | 'labelEn' | 'codeList' | 'choices' | 'options' | 'relatesTo' | 'custom'> => ({
  ...field,
  key: `custom.${field.key}`,
  type: describedType(field.type),
  codeList: null,
  choices: field.options.filter(({ retired }) => !retired).map(({ value }) => value),
  custom: true,
});

const path = (entity: string) => ({ params: { path: { entity } } });
const fieldAt = (entity: string, key: string) => ({ params: { path: { entity, key } } });
const ruleAt = (entity: string, id: string) => ({ params: { path: { entity, id } } });

export const customFieldsQuery = (entity: string) => ({
  queryKey: ['custom-fields', entity],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await body(api.GET('/api/v1/meta/{entity}/fields', { ...path(entity), signal }))).data,
});

export const fieldUsageQuery = (entity: string, key: string) => ({
  queryKey: ['custom-fields', entity, key, 'usage'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/meta/{entity}/fields/{key}/usage', { ...fieldAt(entity, key), signal })),
  gcTime: 0,
});

export const getField = (entity: string, key: string) => body(api.GET('/api/v1/meta/{entity}/fields/{key}', fieldAt(entity, key)));
export const addField = (entity: string, input: CustomFieldInput) => body(api.POST('/api/v1/meta/{entity}/fields', { ...path(entity), body: input }));
export const changeField = (entity: string, key: string, changes: Schemas['CustomFieldPatch'], version: number) =>
  body(api.PATCH('/api/v1/meta/{entity}/fields/{key}', { ...fieldAt(entity, key), headers: ifMatch(version), body: changes }));
export const archiveField = (entity: string, { key, version }: Pick<CustomField, 'key' | 'version'>) =>
  api.DELETE('/api/v1/meta/{entity}/fields/{key}', { ...fieldAt(entity, key), headers: ifMatch(version) });
export const restoreField = (entity: string, key: string) => body(api.POST('/api/v1/meta/{entity}/fields/{key}/restoration', fieldAt(entity, key)));
export const orderFields = (entity: string, keys: string[]) => body(api.POST('/api/v1/meta/{entity}/fields/order', { ...path(entity), body: { keys } }));

export const fieldRulesQuery = (entity: string) => ({
  queryKey: ['field-rules', entity],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await body(api.GET('/api/v1/meta/{entity}/rules', { ...path(entity), signal }))).data,
});

export const addRule = (entity: string, input: FieldRuleInput) => body(api.POST('/api/v1/meta/{entity}/rules', { ...path(entity), body: input }));
export const replaceRule = (entity: string, { id, version }: Pick<FieldRule, 'id' | 'version'>, input: FieldRuleInput) =>
  body(api.PUT('/api/v1/meta/{entity}/rules/{id}', { ...ruleAt(entity, id), headers: ifMatch(version), body: input }));
export const deleteRule = (entity: string, { id, version }: Pick<FieldRule, 'id' | 'version'>) =>
  api.DELETE('/api/v1/meta/{entity}/rules/{id}', { ...ruleAt(entity, id), headers: ifMatch(version) });

/** Fields and rules show wherever records of the kind do. */
export function useCustomized(entity: string) {
  const client = useQueryClient();
  return () => Promise.all([['custom-fields', entity], ['field-rules', entity], ['meta', entity]].map((queryKey) => client.invalidateQueries({ queryKey })));
}
