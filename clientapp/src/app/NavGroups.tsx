import { Link, useLocation } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../api/session';
import { isCurrent, isExact, navGroups, navItems, type NavGroup, type NavItem } from './navigation';
import css from './shell.module.css';

const storeKey = 'crm.nav.open';

type NavGroupsProps = { narrow?: boolean; onGo?: () => void };

/** Every entry that the user may open, by group; what was folded stays folded, and coming to a page opens its group. */
export function NavGroups({ narrow, onGo }: NavGroupsProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(remembered);
  const [seen, setSeen] = useState<string>();
  const items = navItems.filter((item) => !item.permission || can(item.permission));
  const here = items.find((item) => isCurrent(item, pathname))?.group;

  if (seen !== pathname) {
    setSeen(pathname);
    if (here) setOpen({ ...open, [here]: true });
  }

  useEffect(() => localStorage.setItem(storeKey, JSON.stringify(open)), [open]);
  useEffect(() => {
    // The menu may be longer than the window.
    document.querySelector('[data-nav] [aria-current=page]')?.scrollIntoView?.({ block: 'nearest' });
  }, [pathname]);

  return navGroups.map((group) => {
    const own = items.filter((item) => item.group === group);
    if (own.length === 0) return null;
    // Settings are opened by few and seldom.
    const expanded = group === 'today' || (open[group] ?? group !== 'settings');
    const name = t(`nav.groups.${group}`);
    return (
      <div key={group} className={css.group} data-nav>
        {group !== 'today' && (
          <button type="button" className={css.groupName} data-here={here === group} aria-expanded={expanded} aria-controls={`nav-${group}`} title={narrow ? name : undefined} onClick={() => setOpen({ ...open, [group]: !expanded })}>
            <span>{name}</span>
            <ChevronDown size={14} aria-hidden />
          </button>
        )}
        <ul id={`nav-${group}`} aria-label={name} hidden={!expanded}>
          {own.map((item) => (
            <li key={item.label}>
              <NavLink item={item} narrow={narrow} onGo={onGo} />
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

export function NavLink({ item, narrow, onGo }: { item: NavItem } & { [K in keyof NavGroupsProps]: NavGroupsProps[K] | undefined }) {
  const { t } = useTranslation();
  return (
    <Link to={item.to} className={css.link} title={narrow ? t(item.label) : undefined} activeOptions={{ exact: isExact(item), includeSearch: false }} onClick={onGo}>
      <item.icon size={18} aria-hidden />
      <span>{t(item.label)}</span>
    </Link>
  );
}

function remembered(): { [K in NavGroup]?: boolean } {
  try {
    return JSON.parse(localStorage.getItem(storeKey)!) ?? {};
  } catch {
    return {};
  }
}
