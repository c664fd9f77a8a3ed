import { useNavigate } from '@tanstack/react-router';
import { KeyRound, LogOut, UserCog, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/client';
import { can, useMe } from '../api/session';
import { Avatar } from '../ui/Badge';
import { IconButton } from '../ui/Button';
import { Menu } from '../ui/Menu';
import { createItems } from './navigation';
import css from './shell.module.css';

export function CreateMenu({ icon }: { icon: LucideIcon }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const items = createItems.filter((item) => !item.permission || can(item.permission));
  if (items.length === 0) return null;
  return (
    <Menu
      label={t('create.label')}
      trigger={(props) => <IconButton {...props} label={t('create.label')} icon={icon} />}
      items={items.map(({ label, icon, to, search }) => ({ label: t(label), icon, onSelect: () => navigate({ to, search } as never) }))}
    />
  );
}

export function UserMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  return (
    <Menu
      label={t('shell.userMenu', { name: me.name })}
      trigger={(props) => (
        <button type="button" {...props} className={css.user} aria-label={t('shell.userMenu', { name: me.name })}>
          <Avatar name={me.name} round />
        </button>
      )}
      items={[
        { heading: [me.name, t(`roles.${me.role}`), me.teamName].filter(Boolean).join(' · ') },
        { label: t('nav.account'), icon: UserCog, onSelect: () => navigate({ to: '/settings/account' }) },
        { label: t('shell.changePassword'), icon: KeyRound, onSelect: () => navigate({ to: '/change-password' }) },
        { label: t('shell.signOut'), icon: LogOut, onSelect: signOut },
      ]}
    />
  );
}
