import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailsEditor, PhonesEditor, type EmailInput, type PhoneInput } from '../../fields/ContactWays';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { DateInput, LongTextInput, TagsInput } from '../../fields/inputs';
import { useForm } from '../../fields/useForm';
import { withTexts } from '../../i18n/i18n';
import { Button, IconButton } from '../../ui/Button';
import { FormField, Input, Segmented } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { settledValues, useAdded, useAddedCheck, useMarks, type Values } from '../records/useAdded';
import own from './contact.module.css';
import { createContact, type NewContactInput, similarContacts, useContactsChanged } from './contacts.queries';
import { blankPlace, PlaceFields, placeInput, type PlaceDraft } from './PlaceFields';
import { useContactFields } from './useContactFields';

const AddedInputs = lazy(() => withTexts(import('../records/AddedInputs'), 'records'));

const blank = {
  name: '', englishName: '', gender: null as 'male' | 'female' | null, birthday: null as string | null, birthdayCalendar: null as 'solar' | 'lunar' | null, wechat: '', description: null as string | null, tags: [] as string[],
  phones: [{ number: '', label: 'mobile', isPrimary: true }] as PhoneInput[],
  emails: [] as EmailInput[],
  customers: [blankPlace] as PlaceDraft[],
  custom: {} as Values,
};

/** A person with the customers he works for. */
export function NewContact({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const navigate = useNavigate();
  const changed = useContactsChanged();
  const fields = useContactFields();
  const [more, setMore] = useState(false);
  const added = useAdded('contacts');
  const checkAdded = useAddedCheck(added);

  const form = useForm(blank, {
    check: ({ name, customers, custom }) => ({
      ...checkAdded(custom),
      ...(!name.trim() && { name: t('form.nameMissing') }),
      ...Object.fromEntries(customers.flatMap((place, index) => (!place.customer && isStarted(place) ? [[`customers/${index}/customerId`, t('form.customerMissing')]] : []))),
    }),
    send: async (draft) => {
      // The refusal points at rows by their place, so the empty ones go from the form as well.
      const rows = {
        phones: draft.phones.filter((way) => way.number?.trim()),
        emails: draft.emails.filter((way) => way.address?.trim()),
        customers: draft.customers.filter((place) => place.customer),
      };
      form.set(rows);
      const contact = await createContact({
        ...draft,
        ...rows,
        name: draft.name.trim(),
        englishName: draft.englishName.trim() || null,
        wechat: draft.wechat.trim() || null,
        customers: rows.customers.map((place) => ({ ...placeInput(place), customerId: place.customer!.id })),
        custom: settledValues(added, draft.custom) as NonNullable<NewContactInput['custom']>,
      });
      toast(t('created', { name: contact.name }));
      void changed();
      void navigate({ to: '/contacts/$id', params: { id: contact.id } });
    },
  });
  const { draft, set, errors } = form;
  const marks = useMarks('contacts', draft);
  const shown = more ? added : added.filter(({ meta, field }) => meta.required || marks.get(field.key)?.required);
  const place = (index: number, next: PlaceDraft | null) => set({ customers: draft.customers.flatMap((one, at) => (at !== index ? [one] : next ? [next] : [])) });

  return (
    <FormDrawer form={form} title={t('form.title')} submit={t('form.submit')} onClose={onClose}>
      <FormField label={t('field.name')} required error={errors['name']}>
        {(control) => <Input {...control} autoComplete="off" maxLength={100} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <Similar name={draft.name.trim()} />
      <fieldset>
        <legend className={css.legend}>{t('field.phones')}</legend>
        <PhonesEditor value={draft.phones} errors={errors} onChange={(phones) => set({ phones })} />
      </fieldset>
      <FormField label={t('field.wechat')} error={errors['wechat']}>
        {(control) => <Input {...control} autoComplete="off" maxLength={60} value={draft.wechat} onChange={(event) => set({ wechat: event.target.value })} />}
      </FormField>
      <fieldset>
        <legend className={css.legend}>{t('field.emails')}</legend>
        <EmailsEditor value={draft.emails} errors={errors} onChange={(emails) => set({ emails })} />
      </fieldset>
      {draft.customers.map((one, index) => (
        <fieldset key={index} className={own.place}>
          <legend className="sr-only">{t('form.customerAt', { position: index + 1 })}</legend>
          <IconButton size="small" className={own.drop} icon={X} label={t('form.removePlace', { position: index + 1 })} onClick={() => place(index, null)} />
          <PlaceFields label={t('form.place')} place={one} error={(key) => errors[`customers/${index}/${key}`]} onChange={(next) => place(index, next)} />
        </fieldset>
      ))}
      <div>
        <Button size="small" variant="ghost" icon={Plus} onClick={() => set({ customers: [...draft.customers, blankPlace] })}>{t(draft.customers.length > 0 ? 'form.addPlace' : 'customers.add')}</Button>
      </div>
      {more && (
        <>
          <FormField label={t('field.englishName')} error={errors['englishName']}>
            {(control) => <Input {...control} autoComplete="off" maxLength={100} value={draft.englishName} onChange={(event) => set({ englishName: event.target.value })} />}
          </FormField>
          <div className={css.pair}>
            <Segmented
              label={t('field.gender')}
              value={draft.gender ?? ''}
              options={[{ value: '', label: t('common:state.empty') }, { value: 'male', label: t('gender.male') }, { value: 'female', label: t('gender.female') }]}
              onChange={(gender) => set({ gender: gender || null })}
            />
            <FormField label={t('field.birthday')} error={errors['birthday']}>
              {({ required: _, ...control }) => <DateInput {...control} field={fields.birthday} value={draft.birthday} onChange={(birthday) => set({ birthday })} />}
            </FormField>
          </div>
          {draft.birthday && <Segmented label={t('field.birthdayCalendar')} value={draft.birthdayCalendar ?? 'solar'} options={(['solar', 'lunar'] as const).map((value) => ({ value, label: t(`calendarKind.${value}`) }))} onChange={(birthdayCalendar) => set({ birthdayCalendar })} />}
          <FormField label={t('field.tags')} error={errors['tags']}>
            {({ required: _, ...control }) => <TagsInput {...control} field={fields.tags} value={draft.tags} onChange={(tags) => set({ tags: tags ?? [] })} />}
          </FormField>
          <FormField label={t('field.description')} error={errors['description']}>
            {({ required: _, ...control }) => <LongTextInput {...control} field={fields.description} value={draft.description} onChange={(description) => set({ description })} />}
          </FormField>
        </>
      )}
      {shown.length > 0 && (
        <Suspense>
          <AddedInputs added={shown} values={draft.custom} errors={errors} marks={marks} onChange={(custom) => set({ custom })} />
        </Suspense>
      )}
      <div>
        <Button variant="ghost" icon={more ? ChevronUp : ChevronDown} aria-expanded={more} onClick={() => setMore(!more)}>{t(more ? 'form.fewer' : 'form.more')}</Button>
      </div>
    </FormDrawer>
  );
}

const isStarted = ({ role, title, department, isPrimary }: PlaceDraft) => Boolean(role || title.trim() || department.trim() || isPrimary);

/** Who is known by that name already, so that nobody is written down twice. */
function Similar({ name }: { name: string }) {
  const { t } = useTranslation('contacts');
  const { data = [] } = useQuery({ ...similarContacts(name), enabled: name.length >= 2 });
  return (
    <div role="status">
      {name.length >= 2 && data.length > 0 && (
        <div className={own.similar}>
          <b>{t('form.similar')}</b>
          <ul>
            {data.map((row) => (
              <li key={row.id}>
                <Link to="/contacts/$id" params={{ id: row.id }}>{row.name}</Link> <span className="meta">{[row.primaryCustomerName, row.title].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
