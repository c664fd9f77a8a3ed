import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import css from './shell.module.css';

export type View = { id: string; label: ReactNode; link: LinkProps };

/** The views of a list: links, because a view is a part of the address. */
export function ViewTabs({ label, views, current }: { label: string; views: View[]; current: string }) {
  const nav = useRef<HTMLElement>(null);
  const count = views.length;
  useEffect(() => {
    // Where tabs do not all have room, the one that is shown is in sight.
    nav.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [current, count]);

  return (
    <nav ref={nav} aria-label={label} className={css.views}>
      {views.map((view) => (
        <Link key={view.id} {...view.link} className={css.view} activeOptions={{ exact: true, includeSearch: true }} aria-current={view.id === current ? 'page' : undefined}>
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
