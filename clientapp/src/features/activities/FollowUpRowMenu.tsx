import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { useFollowUpMenu } from './followUpMenu';
import type { FollowUpRow } from './followUps.queries';
import type { Closing } from './useFollowUpDialogs';

type Props = { row: FollowUpRow; onOpen: (row: FollowUpRow) => void; onClosing: (row: FollowUpRow, closing: Closing) => void };

/** What can be done with a follow-up from its row. */
export default function FollowUpRowMenu({ row, ...handlers }: Props) {
  const { t } = useTranslation('activities');
  const menu = useFollowUpMenu(handlers);
  const label = t('action.more', { subject: row.subject });
  return <Menu label={label} items={menu(row)} trigger={(props) => <IconButton {...props} size="small" tabIndex={-1} icon={MoreHorizontal} label={label} />} />;
}
