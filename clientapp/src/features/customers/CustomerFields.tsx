import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConflicts } from '../../fields/conflicts';
import { EmailList, EmailsEditor, PhoneList, PhonesEditor, type EmailInput, type PhoneInput } from '../../fields/ContactWays';
import { DoNotContactEditor, DoNotContactList } from '../../fields/DoNotContact';
import { InlineEditor } from '../../fields/InlineEditor';
import { InlineField } from '../../fields/InlineField';
import { PreferenceList, PreferencesEditor, type PreferenceInput } from '../../fields/Preferences';
import { RecordPicker } from '../../fields/RecordPicker';
import { regionCodes, regionPath } from '../../fields/regions';
import { useSaveRecord } from '../../fields/useSaveRecord';
import { When } from '../../format/When';
import { FieldError } from '../../ui/Inputs';
import { AddedFields } from '../records/AddedFields';
import { changeCustomer, getCustomer, overviewKey, type CustomerDetail } from './customer.queries';
import css from './customer.module.css';
import { useCustomerConflictFields } from './useCustomerConflicts';
import { useCustomerFields, type SimpleKey } from './useCustomerFields';

/** The file by section; each field saves by itself, at the version that was read. */
export function CustomerFields({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation(['customer', 'common']);
  const fields = useCustomerFields();
  const { ask, dialog } = useConflicts(useCustomerConflictFields());
  const { id, can } = customer;
  const save = useSaveRecord<CustomerDetail>(overviewKey(id), (changes, version) => changeCustomer(id, changes, version), {
    member: 'customer',
    reload: () => getCustomer(id),
    ask,
  });
  const locked = can.update ? undefined : t(customer.deletedAt ? 'locked.deleted' : 'locked.noRight');
  const company = customer.kind === 'company';

  const simple = (key: SimpleKey, { text, lock = locked }: { text?: string | null; lock?: string | undefined } = {}) => (
    <InlineField key={key} field={fields[key]} value={customer[key]} text={text} locked={lock} onSave={(value) => save({ [key]: value ?? (key === 'tags' ? [] : null) })} />
  );

  return (
    <>
      <Section title={t('section.basics')}>
        {(['name', 'shortName', 'englishName', 'kind', 'status', 'rating', 'industry', 'size', 'source'] as const).map((key) => simple(key))}
        {simple('tags')}
        {simple('ownerId', { text: customer.ownerName, lock: locked ?? (can.assign ? undefined : t('locked.noAssign')) })}
        <InlineEditor
          label={t('field.parent')}
          value={customer.parentId ? { id: customer.parentId, name: customer.parentName ?? '' } : null}
          empty={!customer.parentId}
          locked={locked}
          onSave={(parent) => save({ parentId: parent?.id ?? null })}
          editor={({ value, onChange, errors }) => (
            <>
              <RecordPicker type="customer" autoFocus aria-label={t('field.parent')} value={value} onChange={onChange} />
              {errors['parentId'] && <FieldError>{errors['parentId']}</FieldError>}
            </>
          )}
        >
          <Link to="/customers/$id" params={{ id: customer.parentId ?? '' }}>{customer.parentName}</Link>
        </InlineEditor>
      </Section>

      <Section title={t('section.ways')}>
        <InlineEditor<PhoneInput[]>
          label={t('field.phones')}
          value={customer.phones.map(({ number, label, isPrimary }) => ({ number, label, isPrimary }))}
          empty={customer.phones.length === 0}
          locked={locked}
          onSave={(phones) => save({ phones: phones as CustomerDetail['phones'] })}
          editor={(props) => <PhonesEditor {...props} />}
        >
          <PhoneList phones={customer.phones} />
        </InlineEditor>
        <InlineEditor<EmailInput[]>
          label={t('field.emails')}
          value={customer.emails.map(({ address, label, isPrimary }) => ({ address, label, isPrimary }))}
          empty={customer.emails.length === 0}
          locked={locked}
          onSave={(emails) => save({ emails: emails as CustomerDetail['emails'] })}
          editor={(props) => <EmailsEditor {...props} />}
        >
          <EmailList emails={customer.emails} />
        </InlineEditor>
        {simple('website')}
      </Section>

      <Section title={t('section.place')}>
        <InlineField
          field={{ key: 'provinceCode', type: 'region', label: t('field.region') }}
          value={regionPath(customer)}
          locked={locked}
          onSave={(codes) => save(regionCodes((codes as string[] | null) ?? []))}
        />
        {(['addressLine1', 'addressLine2', 'postalCode'] as const).map((key) => simple(key))}
      </Section>

      <Section title={t('section.business')}>
        {simple('annualRevenue')}
        {simple(company ? 'foundedOn' : 'birthday')}
        {!company && simple('birthdayCalendar')}
        {company && simple('creditCode')}
      </Section>

      <Section title={t('section.preferences')}>
        <InlineEditor<PreferenceInput[]>
          label={t('field.preferences')}
          value={customer.preferences.map(({ topic, value, source, asOf }) => ({ topic, value, source, asOf }))}
          empty={customer.preferences.length === 0}
          locked={locked}
          onSave={(preferences) => save({ preferences: preferences as CustomerDetail['preferences'] })}
          editor={(props) => <PreferencesEditor {...props} />}
        >
          <PreferenceList preferences={customer.preferences} />
        </InlineEditor>
        <InlineEditor
          label={t('field.doNotContact')}
          value={customer.doNotContact}
          empty={customer.doNotContact.length === 0}
          locked={locked}
          onSave={(doNotContact) => save({ doNotContact })}
          editor={(props) => <DoNotContactEditor {...props} />}
        >
          <DoNotContactList value={customer.doNotContact} />
        </InlineEditor>
        {simple('description')}
      </Section>

      <AddedFields entity="customers" record={customer} locked={locked} onSave={(changes) => save(changes as Partial<CustomerDetail>)} />

      <Section title={t('section.system')}>
        <Fact name={t('field.number')}>{customer.number}</Fact>
        <Fact name={t('field.lastContactAt')}>{customer.lastContactAt ? <When value={customer.lastContactAt} /> : t('never')}</Fact>
        <Fact name={t('field.created')}><When value={customer.createdAt} /> {customer.createdByName}</Fact>
        <Fact name={t('field.updated')}><When value={customer.updatedAt} /> {customer.updatedByName}</Fact>
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
