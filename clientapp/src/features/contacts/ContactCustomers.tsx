import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DoorOpen, Ellipsis, Pencil, Star, Undo2, Unlink } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Avatar, Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { Card, Nothing } from '../customers/Card';
import { changePlace, linkContact, listCustomerContacts, unlinkContact, type CustomerContactRow } from '../customers/customer.queries';
import css from '../customers/customer.module.css';
import { useContactsChanged, type ContactCustomer, type ContactDetail } from './contacts.queries';

const PlaceDrawer = lazy(() => import('./PlaceDrawer').then((file) => ({ default: file.PlaceDrawer })));
const EditPlace = lazy(() => import('../customers/ContactDrawer'));

/** The customers a person works or worked for. */
export function ContactCustomers({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const changed = useContactsChanged();
  const [linking, setLinking] = useState(false);
  const [edited, setEdited] = useState<{ customerId: string; row: CustomerContactRow } | null>(null);
  const mayWrite = !contact.deletedAt && can('contacts.write');

  const edit = async (customerId: string) => setEdited({ customerId, row: await placeOf(customerId, contact.id) });
  const close = () => {
    setEdited(null);
    void changed();
  };

  return (
    <Card title={t('customers.title')} count={contact.customers.length} onAdd={mayWrite ? () => setLinking(true) : undefined} addLabel={t('customers.add')}>
      {contact.customers.length === 0 && <Nothing>{t('customers.none')}</Nothing>}
      <ul>
        {contact.customers.map((place) => (
          <li key={place.customerId} className={css.row} data-left={place.leftOn ? true : undefined}>
            <Avatar name={place.customerName} />
            <div className={css.grow}>
              <span className={css.line}>
                <Link to="/customers/$id" params={{ id: place.customerId }} className="truncate">{place.customerName}</Link>
                {place.isPrimary && <Badge tone="brand">{t('customers.primary')}</Badge>}
                {place.leftOn && <Badge>{t('customers.left')}</Badge>}
              </span>
              <span className={css.sub}>
                {[place.department, place.title].filter(Boolean).join(' · ')}
                <FieldDisplay field={{ key: 'role', type: 'code', label: t('field.role'), codeList: 'contact_role' }} value={place.role} />
                {place.leftOn && t('customers.leftOn', { day: format.date(place.leftOn) })}
              </span>
            </div>
            {mayWrite && <PlaceMenu contact={contact} place={place} onEdit={() => void edit(place.customerId)} />}
          </li>
        ))}
      </ul>
      <Suspense>
        {linking && <PlaceDrawer contact={contact} onClose={() => setLinking(false)} />}
        {edited && <EditPlace customerId={edited.customerId} row={edited.row} first={false} onClose={close} />}
      </Suspense>
    </Card>
  );
}

/** The link itself, which the customer keeps with its version. */
async function placeOf(customerId: string, contactId: string): Promise<CustomerContactRow> {
  const { data } = await listCustomerContacts(customerId);
  return data.find((row) => row.contactId === contactId)!;
}

function PlaceMenu({ contact, place, onEdit }: { contact: ContactDetail; place: ContactCustomer; onEdit: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const changed = useContactsChanged();
  const { customerId, customerName } = place;

  const change = useMutation({
    mutationFn: async (changes: { isPrimary?: boolean; leftOn?: string | null }) => changePlace(customerId, contact.id, changes, (await placeOf(customerId, contact.id)).version),
    onSettled: changed,
  });
  const relink = useMutation({
    mutationFn: () => linkContact(customerId, contact.id, { role: place.role, title: place.title, department: place.department, isPrimary: place.isPrimary }),
    onSettled: changed,
  });
  const unlink = useMutation({
    mutationFn: async () => unlinkContact(customerId, await placeOf(customerId, contact.id)),
    onSuccess: () => toast(t('customers.unlinked', { name: customerName }), { undo: () => relink.mutate() }),
    onSettled: changed,
  });

  const label = t('customers.menu', { name: customerName });
  return (
    <Menu
      label={label}
      trigger={(props) => <IconButton {...props} size="small" label={label} icon={Ellipsis} />}
      items={[
        { label: t('common:action.edit'), icon: Pencil, onSelect: onEdit },
        ...(!place.isPrimary && !place.leftOn ? [{ label: t('customers.makePrimary'), icon: Star, onSelect: () => change.mutate({ isPrimary: true }) }] : []),
        place.leftOn
          ? { label: t('customers.back'), icon: Undo2, onSelect: () => change.mutate({ leftOn: null }) }
          : { label: t('customers.leaves'), icon: DoorOpen, onSelect: () => change.mutate({ leftOn: format.today(), isPrimary: false }) },
        'divider',
        { label: t('customers.unlink'), icon: Unlink, danger: true, onSelect: () => unlink.mutate() },
      ]}
    />
  );
}
