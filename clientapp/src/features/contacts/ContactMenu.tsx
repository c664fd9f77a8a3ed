import { useNavigate } from '@tanstack/react-router';
import { MoreHorizontal, PanelRightOpen, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { IconButton } from '../../ui/Button';
import { Menu, type MenuItem } from '../../ui/Menu';
import { useContactBin, type ContactRow } from './contacts.queries';

/** What can be done with a contact without opening it. */
export function ContactMenu({ row }: { row: ContactRow }) {
  const { t } = useTranslation(['contacts', 'common']);
  const navigate = useNavigate();
  const bin = useContactBin();
  const label = t('menu', { name: row.name });

  const open: MenuItem = { label: t('common:action.open'), icon: PanelRightOpen, onSelect: () => void navigate({ to: '/contacts/$id', params: { id: row.id } }) };
  const restore: MenuItem = { label: t('restore'), icon: RotateCcw, onSelect: () => bin.restore(row) };
  const remove: MenuItem = { label: t('common:action.delete'), icon: Trash2, danger: true, onSelect: () => bin.remove(row) };
  const items = can('contacts.delete') ? [open, 'divider' as const, row.deletedAt ? restore : remove] : [open];

  return <Menu label={label} items={items} trigger={(props) => <IconButton {...props} size="small" tabIndex={-1} icon={MoreHorizontal} label={label} />} />;
}
