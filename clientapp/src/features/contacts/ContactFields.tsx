import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConflicts } from '../../fields/conflicts';
import { EmailList, EmailsEditor, PhoneList, PhonesEditor, type EmailInput, type PhoneInput } from '../../fields/ContactWays';
import { DoNotContactEditor, DoNotContactList } from '../../fields/DoNotContact';
import { InlineEditor } from '../../fields/InlineEditor';
import { InlineField } from '../../fields/InlineField';
import { PreferenceList, PreferencesEditor, type PreferenceInput } from '../../fields/Preferences';
import { useSaveRecord } from '../../fields/useSaveRecord';
import { When } from '../../format/When';
import css from '../customers/customer.module.css';
import { AddedFields } from '../records/AddedFields';
import { changeContact, contactKeys, getContact, type ContactDetail } from './contacts.queries';
import { useContactConflictFields, useContactFields, type SimpleKey } from './useContactFields';

/** The person by section; each field saves by itself, at the version that was read. */
export function ContactFields({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const fields = useContactFields();
  const { ask, dialog } = useConflicts(useContactConflictFields());
  const save = useSaveRecord<ContactDetail>(contactKeys.detail(contact.id), (changes, version) => changeContact(contact.id, changes, version), {
    reload: () => getContact(contact.id),
    ask,
  });
  const locked = contact.can.update ? undefined : t(contact.deletedAt ? 'locked.deleted' : 'locked.noRight');

  const simple = (key: SimpleKey, text?: string | null) => (
    <InlineField key={key} field={fields[key]} value={contact[key]} text={text} locked={locked} onSave={(value) => save({ [key]: value ?? (key === 'tags' ? [] : null) })} />
  );

  return (
    <>
      <Section title={t('section.basics')}>
        {(['name', 'englishName', 'salutation', 'gender', 'birthday', 'birthdayCalendar', 'tags'] as const).map((key) => simple(key))}
        {simple('ownerId', contact.ownerName)}
      </Section>

      <Section title={t('section.ways')}>
        <InlineEditor<PhoneInput[]>
          label={t('field.phones')}
          value={contact.phones.map(({ number, label, isPrimary }) => ({ number, label, isPrimary }))}
          empty={contact.phones.length === 0}
          locked={locked}
          onSave={(phones) => save({ phones: phones as ContactDetail['phones'] })}
          editor={(props) => <PhonesEditor {...props} />}
        >
          <PhoneList phones={contact.phones} />
        </InlineEditor>
        {simple('wechat')}
        <InlineEditor<EmailInput[]>
          label={t('field.emails')}
          value={contact.emails.map(({ address, label, isPrimary }) => ({ address, label, isPrimary }))}
          empty={contact.emails.length === 0}
          locked={locked}
          onSave={(emails) => save({ emails: emails as ContactDetail['emails'] })}
          editor={(props) => <EmailsEditor {...props} />}
        >
          <EmailList emails={contact.emails} />
        </InlineEditor>
      </Section>

      <Section title={t('section.preferences')}>
        <InlineEditor<PreferenceInput[]>
          label={t('field.preferences')}
          value={contact.preferences.map(({ topic, value, source, asOf }) => ({ topic, value, source, asOf }))}
          empty={contact.preferences.length === 0}
          locked={locked}
          onSave={(preferences) => save({ preferences: preferences as ContactDetail['preferences'] })}
          editor={(props) => <PreferencesEditor {...props} />}
        >
          <PreferenceList preferences={contact.preferences} />
        </InlineEditor>
        <InlineEditor
          label={t('field.doNotContact')}
          value={contact.doNotContact}
          empty={contact.doNotContact.length === 0}
          locked={locked}
          onSave={(doNotContact) => save({ doNotContact })}
          editor={(props) => <DoNotContactEditor {...props} />}
        >
          <DoNotContactList value={contact.doNotContact} />
        </InlineEditor>
        {simple('description')}
      </Section>

      <AddedFields entity="contacts" record={contact} locked={locked} onSave={(changes) => save(changes as Partial<ContactDetail>)} />

      <Section title={t('section.system')}>
        <Fact name={t('field.lastContactAt')}>{contact.lastContactAt ? <When value={contact.lastContactAt} /> : t('never')}</Fact>
        <Fact name={t('field.created')}><When value={contact.createdAt} /> {contact.createdByName}</Fact>
        <Fact name={t('field.updated')}><When value={contact.updatedAt} /> {contact.updatedByName}</Fact>
      </Section>
      {dialog}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={title}>
      <h2 className={css.sectionTitle}>{title}</h2>
      {children}
    </section>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={css.fact}>
    <span>{name}</span>
    <span className="figures">{children}</span>
  </div>
);
