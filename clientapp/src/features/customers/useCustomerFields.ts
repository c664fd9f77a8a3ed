import { useTranslation } from 'react-i18next';
import type { Field } from '../../fields/field';
import type { CustomerDetail } from './customer.queries';

export type SimpleKey = Extract<
  keyof CustomerDetail,
  | 'kind' | 'name' | 'shortName' | 'englishName' | 'industry' | 'source' | 'size' | 'status' | 'rating' | 'ownerId' | 'tags'
  | 'website' | 'addressLine1' | 'addressLine2' | 'postalCode' | 'annualRevenue' | 'foundedOn' | 'birthday' | 'birthdayCalendar' | 'creditCode' | 'description'
>;

/** The members of a customer that are one value each. */
export function useCustomerFields(): Record<SimpleKey, Field> {
  const { t } = useTranslation('customer');
  const kinds = (['company', 'person'] as const).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
  const field = <K extends SimpleKey>(key: K, type: Field['type'], more: object = {}) => ({ key, type, label: t(`field.${key}`), ...more }) as Field;
  return {
    kind: field('kind', 'code', { options: kinds }),
    name: field('name', 'text'),
    shortName: field('shortName', 'text'),
    englishName: field('englishName', 'text'),
    industry: field('industry', 'code', { codeList: 'industry' }),
    source: field('source', 'code', { codeList: 'customer_source' }),
    size: field('size', 'code', { codeList: 'customer_size' }),
    status: field('status', 'code', { codeList: 'customer_status' }),
    rating: field('rating', 'rating'),
    ownerId: field('ownerId', 'user'),
    tags: field('tags', 'tags'),
    website: field('website', 'web'),
    addressLine1: field('addressLine1', 'text'),
    addressLine2: field('addressLine2', 'text'),
    postalCode: field('postalCode', 'text'),
    annualRevenue: field('annualRevenue', 'money'),
    foundedOn: field('foundedOn', 'date'),
    birthday: field('birthday', 'date'),
    birthdayCalendar: field('birthdayCalendar', 'code', { options: (['solar', 'lunar'] as const).map((kind) => ({ value: kind, label: t(`calendarKind.${kind}`) })) }),
    creditCode: field('creditCode', 'text'),
    description: field('description', 'longText'),
  };
}
