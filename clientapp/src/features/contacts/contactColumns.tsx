import { Link } from '@tanstack/react-router';
import { Building2, MessageCircle, MoreHorizontal, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { ContactMenu } from './ContactMenu';
import type { ContactRow } from './contacts.queries';

export function useContactColumns(): Column<ContactRow>[] {
  const { t } = useTranslation(['contacts', 'common']);
  return useMemo(
    () => [
      { key: 'name', type: 'text', label: t('field.name'), icon: UserRound, width: 180, sortable: true, filterable: true, value: (row) => row.name },
      {
        key: 'customerId', locked: t('locked.record'), type: 'text', label: t('field.customer'), icon: Building2, width: 240, value: (row) => row.primaryCustomerName,
        render: (row) => row.primaryCustomerId && <Link to="/customers/$id" params={{ id: row.primaryCustomerId }} tabIndex={-1}>{row.primaryCustomerName}</Link>,
      },
      { key: 'title', locked: t('locked.record'), type: 'text', label: t('field.title'), width: 130, value: (row) => row.title },
      { key: 'primaryPhone', locked: t('locked.record'), type: 'phone', card: 'first', label: t('field.phone'), value: (row) => row.primaryPhone },
      { key: 'primaryEmail', locked: t('locked.record'), type: 'email', label: t('field.email'), value: (row) => row.primaryEmail },
      { key: 'wechat', type: 'text', label: t('field.wechat'), icon: MessageCircle, width: 130, filterable: true, editable: true, value: (row) => row.wechat },
      { key: 'lastContactAt', locked: t('locked.last'), type: 'dateTime', label: t('field.lastContactAt'), sortable: true, filterable: true, value: (row) => row.lastContactAt },
      { key: 'ownerId', type: 'user', label: t('field.ownerId'), filterable: true, editable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'createdAt', type: 'dateTime', label: t('field.createdAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.createdAt },
      { key: 'actions', type: 'text', control: true, label: t('common:action.more'), icon: MoreHorizontal, width: 80, value: () => null, render: (row) => <ContactMenu row={row} /> },
    ],
    [t],
  );
}
