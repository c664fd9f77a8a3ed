import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { toast } from '../../ui/toast';
import { linkContact } from '../customers/customer.queries';
import { useContactsChanged, type ContactDetail } from './contacts.queries';
import { blankPlace, PlaceFields, placeInput, type PlaceDraft } from './PlaceFields';

/** Links a person to one more customer. */
export function PlaceDrawer({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const changed = useContactsChanged();
  const form = useForm<PlaceDraft>(blankPlace, {
    check: ({ customer }) => (customer ? {} : { customerId: t('customers.choose') }),
    send: async (place) => {
      await linkContact(place.customer!.id, contact.id, placeInput(place));
      toast(t('customers.linked', { name: place.customer!.name }));
      void changed();
      onClose();
    },
  });
  return (
    <FormDrawer form={form} title={t('customers.addTitle')} onClose={onClose}>
      <PlaceFields label={t('field.customer')} place={form.draft} error={(key) => form.errors[key]} onChange={form.set} />
    </FormDrawer>
  );
}
