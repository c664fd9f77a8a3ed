import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Keyboard, Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, Plus, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../api/session';
import { withTexts } from '../i18n/i18n';
import { Kbd } from '../ui/Badge';
import { IconButton } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Toasts } from '../ui/toast';
import { useNarrow } from '../ui/useNarrow';
import { CreateMenu, UserMenu } from './menus';
import { NavGroups, NavLink } from './NavGroups';
import { navItems } from './navigation';
import { LanguageMenu, ThemeMenu } from './preferences';
import css from './shell.module.css';
import { searchKeys, useShortcuts } from './shortcuts';

const ShortcutSheet = lazy(() => import('./ShortcutSheet').then((file) => ({ default: file.ShortcutSheet })));
const CommandPalette = lazy(() => import('../features/search/CommandPalette').then((file) => ({ default: file.CommandPalette })));
/** Not needed for the first sight: it comes when the page has time. */
const Notices = lazy(() => idle().then(() => withTexts(import('../features/jobs/Notices'), 'jobs')));
const idle = () => new Promise<void>((resolve) => ('requestIdleCallback' in globalThis ? requestIdleCallback(() => resolve(), { timeout: 2_000 }) : setTimeout(resolve, 200)));

const collapsedKey = 'crm.side.collapsed';

export function Shell() {
  const { t } = useTranslation(['boot', 'common']);
  const [overlay, setOverlay] = useState<'search' | 'shortcuts' | null>(null);
  const [collapsed, setCollapsed] = useState(localStorage.getItem(collapsedKey) === 'true');
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);

  useShortcuts({ search: () => setOverlay('search'), help: () => setOverlay('shortcuts') });

  useEffect(() => {
    // A new page starts at its beginning, for readers too.
    if (shown.current !== pathname) main.current?.focus();
    shown.current = pathname;
  }, [pathname]);

  const collapse = () => {
    localStorage.setItem(collapsedKey, String(!collapsed));
    setCollapsed(!collapsed);
  };

  return (
    <div className={css.shell} data-collapsed={collapsed}>
      <a className={css.skip} href="#main">{t('nav.skip')}</a>
      <SideBar collapsed={collapsed} onCollapse={collapse} />
      <header className={css.top}>
        <button type="button" className={css.search} onClick={() => setOverlay('search')} aria-keyshortcuts="Control+K Meta+K">
          <Search size={16} aria-hidden />
          <span>{t('shell.searchLong')}</span>{' '}
          <Kbd>{searchKeys}</Kbd>
        </button>
        <CreateMenu icon={Plus} />
        <Suspense fallback={<span className={css.user} />}>
          <Notices />
        </Suspense>
        <IconButton label={t('shell.shortcuts')} icon={Keyboard} shortcut="?" onClick={() => setOverlay('shortcuts')} />
        <LanguageMenu />
        <ThemeMenu />
        <UserMenu />
      </header>
      <main ref={main} id="main" tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
      <Toasts />
      {overlay === 'shortcuts' && (
        <Suspense>
          <ShortcutSheet onClose={() => setOverlay(null)} />
        </Suspense>
      )}
      {overlay === 'search' && (
        <Suspense>
          <CommandPalette onClose={() => setOverlay(null)} />
        </Suspense>
      )}
    </div>
  );
}

function SideBar({ collapsed, onCollapse }: { collapsed: boolean; onCollapse: () => void }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [sheet, setSheet] = useState(false);
  return (
    <nav className={css.side} aria-label={t('nav.label')}>
      <Link to="/" className={css.brand}>
        <img src="/favicon.svg" alt="" />
        <span>{t('app.name')}</span>
      </Link>
      {narrow ? (
        <div className={css.bar}>
          {navItems.filter((item) => item.first && can(item.permission!)).map((item) => <NavLink key={item.label} item={item} />)}
          <button type="button" className={css.link} aria-haspopup="dialog" onClick={() => setSheet(true)}>
            <MenuIcon size={18} aria-hidden />
            <span>{t('nav.all')}</span>
          </button>
        </div>
      ) : (
        <div className={css.groups}>
          <NavGroups narrow={collapsed} />
        </div>
      )}
      <div className={css.foot}>
        <IconButton label={t(collapsed ? 'nav.expand' : 'nav.collapse')} icon={collapsed ? PanelLeftOpen : PanelLeftClose} onClick={onCollapse} />
      </div>
      {sheet && (
        <Dialog title={t('nav.all')} onClose={() => setSheet(false)}>
          <div className={css.menuSheet}>
            <NavGroups onGo={() => setSheet(false)} />
          </div>
        </Dialog>
      )}
    </nav>
  );
}
