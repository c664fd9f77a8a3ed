import { CalendarPlus, Ellipsis, Link2, Mail, Phone, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/registry';
import { Avatar } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Menu, type MenuItem } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import css from '../customers/customer.module.css';
import own from './contact.module.css';
import { useContactBin, type ContactDetail } from './contacts.queries';
import { useContactFields } from './useContactFields';

/** Who he is, where he works, and the ways to reach him. */
export function ContactHeader({ contact, onPlan }: { contact: ContactDetail; onPlan: (() => void) | undefined }) {
  const { t } = useTranslation('contacts');
  const fields = useContactFields();
  const bin = useContactBin();
  const place = contact.customers.find((one) => one.isPrimary && !one.leftOn) ?? contact.customers.find((one) => !one.leftOn);
  const phone = contact.phones.find((way) => way.isPrimary) ?? contact.phones[0];
  const email = contact.emails.find((way) => way.isPrimary) ?? contact.emails[0];

  const copyLink = async () => {
    await navigator.clipboard.writeText(`${location.origin}/contacts/${contact.id}`);
    toast(t('record.linkCopied'));
  };
  const items: MenuItem[] = [{ label: t('record.copyLink'), icon: Link2, onSelect: () => void copyLink() }];
  if (contact.can.delete) items.push('divider', { label: t('record.delete'), icon: Trash2, danger: true, onSelect: () => bin.remove(contact) });

  return (
    <header className={css.header}>
      <Avatar name={contact.name} big round />
      <div className={css.title}>
        <h1>{contact.name}{contact.englishName && <span className="meta">{contact.englishName}</span>}</h1>
        <div className={css.badges}>
          <FieldDisplay field={fields.salutation} value={contact.salutation} />
          {place && <span>{place.title ? t('record.at', { title: place.title, customer: place.customerName }) : place.customerName}</span>}
          <FieldDisplay field={fields.tags} value={contact.tags} />
          <span className="meta">{contact.ownerName ? t('record.ownedBy', { name: contact.ownerName }) : t('record.noOwner')}</span>
        </div>
      </div>
      <div className={css.headActions}>
        {phone && !contact.doNotContact.includes('call') && <a className={own.way} href={`tel:${phone.e164 ?? phone.number}`} title={phone.number}><Phone size={16} aria-hidden />{t('record.call')}</a>}
        {email && !contact.doNotContact.includes('email') && <a className={own.way} href={`mailto:${email.address}`} title={email.address}><Mail size={16} aria-hidden />{t('record.write')}</a>}
        {onPlan && <Button icon={CalendarPlus} onClick={onPlan}>{t('record.plan')}</Button>}
        {contact.can.restore && <Button icon={RotateCcw} onClick={() => bin.restore(contact)}>{t('restore')}</Button>}
        <Menu label={t('record.more')} trigger={(props) => <IconButton {...props} label={t('record.more')} icon={Ellipsis} />} items={items} />
      </div>
    </header>
  );
}
