import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import type { ConflictField } from '../../fields/conflicts';
import { EmailList, PhoneList } from '../../fields/ContactWays';
import { DoNotContactList } from '../../fields/DoNotContact';
import type { Field } from '../../fields/field';
import { PreferenceList } from '../../fields/Preferences';
import { FieldDisplay } from '../../fields/registry';
import type { ContactDetail } from './contacts.queries';

type Schemas = components['schemas'];
export type SimpleKey = 'name' | 'englishName' | 'salutation' | 'gender' | 'birthday' | 'birthdayCalendar' | 'wechat' | 'ownerId' | 'tags' | 'description';

/** The members of a contact that are one value each. */
export function useContactFields() {
  const { t } = useTranslation('contacts');
  return {
    name: { key: 'name', type: 'text', label: t('field.name') },
    englishName: { key: 'englishName', type: 'text', label: t('field.englishName') },
    salutation: { key: 'salutation', type: 'code', label: t('field.salutation'), codeList: 'salutation' },
    gender: { key: 'gender', type: 'code', label: t('field.gender'), options: (['male', 'female'] as const).map((gender) => ({ value: gender, label: t(`gender.${gender}`) })) },
    birthday: { key: 'birthday', type: 'date', label: t('field.birthday') },
    birthdayCalendar: { key: 'birthdayCalendar', type: 'code', label: t('field.birthdayCalendar'), options: (['solar', 'lunar'] as const).map((kind) => ({ value: kind, label: t(`calendarKind.${kind}`) })) },
    wechat: { key: 'wechat', type: 'text', label: t('field.wechat') },
    ownerId: { key: 'ownerId', type: 'user', label: t('field.ownerId') },
    tags: { key: 'tags', type: 'tags', label: t('field.tags') },
    description: { key: 'description', type: 'longText', label: t('field.description') },
  } satisfies Record<SimpleKey, Field>;
}

/** How the conflict dialog names and shows each member. */
export function useContactConflictFields(): ConflictField[] {
  const { t } = useTranslation('contacts');
  const simple = Object.values(useContactFields()).map((field): ConflictField => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> }));
  return [
    ...simple,
    { key: 'phones', label: t('field.phones'), show: (value) => <PhoneList phones={value as Schemas['Phone'][]} /> },
    { key: 'emails', label: t('field.emails'), show: (value) => <EmailList emails={value as Schemas['Email'][]} /> },
    { key: 'preferences', label: t('field.preferences'), show: (value) => <PreferenceList preferences={value as Schemas['Preference'][]} /> },
    { key: 'doNotContact', label: t('field.doNotContact'), show: (value) => <DoNotContactList value={value as ContactDetail['doNotContact']} /> },
  ];
}
