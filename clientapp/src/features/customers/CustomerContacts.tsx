import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DoorOpen, Ellipsis, Pencil, Star, Undo2, Unlink } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { FieldDisplay } from '../../fields/registry';
import { phone } from '../../format/format';
import { useFormat } from '../../format/useFormat';
import { Avatar, Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { Card, Nothing } from './Card';
import css from './customer.module.css';
import { changePlace, linkContact, unlinkContact, useCustomerChanged, type CustomerContactRow } from './customer.queries';

const ContactDrawer = lazy(() => import('./ContactDrawer'));

type Props = { customerId: string; contacts: CustomerContactRow[]; count: number; mayAdd: boolean };

export function CustomerContacts({ customerId, contacts, count, mayAdd }: Props) {
  const { t } = useTranslation('customer');
  const [open, setOpen] = useState<{ row?: CustomerContactRow } | null>(null);
  const mayWrite = mayAdd && can('contacts.write');
  return (
    <Card title={t('card.contacts')} count={count} onAdd={mayWrite ? () => setOpen({}) : undefined} addLabel={t('contact.add')}>
      {contacts.length === 0 && <Nothing>{t('card.noContacts')}</Nothing>}
      <ul>
        {contacts.map((row) => (
          <li key={row.contactId} className={css.row} data-left={row.leftOn ? true : undefined}>
            <Avatar name={row.name} round />
            <div className={css.grow}>
              <span className={css.line}>
                <Link to="/contacts/$id" params={{ id: row.contactId }} className="truncate">{row.name}</Link>
                {row.isPrimary && <Badge tone="brand">{t('contact.primary')}</Badge>}
                {row.leftOn && <Badge>{t('contact.left')}</Badge>}
              </span>
              <span className={css.sub}>
                {[row.department, row.title].filter(Boolean).join(' · ')}
                <FieldDisplay field={{ key: 'role', type: 'code', label: t('contact.role'), codeList: 'contact_role' }} value={row.role} />
              </span>
              {row.primaryPhone && <a className="figures" href={`tel:${row.primaryPhone}`}>{phone(row.primaryPhone)}</a>}
              {row.primaryEmail && <a className="truncate" href={`mailto:${row.primaryEmail}`}>{row.primaryEmail}</a>}
            </div>
            {mayWrite && <ContactMenu customerId={customerId} row={row} onEdit={() => setOpen({ row })} />}
          </li>
        ))}
      </ul>
      {open && (
        <Suspense>
          <ContactDrawer customerId={customerId} row={open.row} first={contacts.length === 0} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Card>
  );
}

function ContactMenu({ customerId, row, onEdit }: { customerId: string; row: CustomerContactRow; onEdit: () => void }) {
  const { t } = useTranslation(['customer', 'common']);
  const format = useFormat();
  const changed = useCustomerChanged(customerId);
  const change = useMutation({
    mutationFn: (changes: { isPrimary?: boolean; leftOn?: string | null }) => changePlace(customerId, row.contactId, changes, row.version),
    onSettled: changed,
  });
  const relink = useMutation({
    mutationFn: () => linkContact(customerId, row.contactId, { role: row.role, title: row.title, department: row.department, isPrimary: row.isPrimary }),
    onSettled: changed,
  });
  const unlink = useMutation({
    mutationFn: () => unlinkContact(customerId, row),
    onSuccess: () => toast(t('contact.unlinked', { name: row.name }), { undo: () => relink.mutate() }),
    onSettled: changed,
  });

  const label = t('contact.menu', { name: row.name });
  return (
    <Menu
      label={label}
      trigger={(props) => <IconButton {...props} size="small" label={label} icon={Ellipsis} />}
      items={[
        { label: t('common:action.edit'), icon: Pencil, onSelect: onEdit },
        ...(!row.isPrimary && !row.leftOn ? [{ label: t('contact.makePrimary'), icon: Star, onSelect: () => change.mutate({ isPrimary: true }) }] : []),
        row.leftOn
          ? { label: t('contact.back'), icon: Undo2, onSelect: () => change.mutate({ leftOn: null }) }
          : { label: t('contact.leaves'), icon: DoorOpen, onSelect: () => change.mutate({ leftOn: format.today(), isPrimary: false }) },
        'divider',
        { label: t('contact.unlink'), icon: Unlink, danger: true, onSelect: () => unlink.mutate() },
      ]}
    />
  );
}
