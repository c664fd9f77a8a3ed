import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, type LinkProps } from '@tanstack/react-router';
import { CornerDownLeft, KeyRound, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { can } from '../../api/session';
import { createItems, navItems } from '../../app/navigation';
import { isComposing } from '../../ui/keys';
import { Badge } from '../../ui/Badge';
import { chooseTheme, useShownTheme } from '../../ui/theme';
import { todayQuery } from '../today/today.queries';
import css from './palette.module.css';
import { recentCommands, rememberCommand } from './recentCommands';

type Entry = { id: string; title: string; detail?: string | undefined; hint?: string | undefined; icon: LucideIcon; link?: LinkProps; run?: () => void };
type Group = { name: string; entries: Entry[] };

/** Where a record with a page of its own is shown; any other opens over its list. */
const pages: Record<string, (id: string) => LinkProps> = {
  customer: (id) => ({ to: '/customers/$id', params: { id } }),
  contact: (id) => ({ to: '/contacts/$id', params: { id } }),
};

/** How records of a kind are shown: the entry of their list in the menu says it. */
function kindOf(type: string) {
  const list = navItems.find((item) => item.finds === type);
  return list && { label: list.label, icon: list.icon, one: pages[type] ?? ((id: string): LinkProps => ({ to: list.to, search: { open: id } as never })) };
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('common');
  const id = useId();
  const navigate = useNavigate();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [awaited, setAwaited] = useState<'here' | 'newTab'>();
  const term = useDeferredValue(text.trim());

  const commands = useCommands();
  const records = useRecords(term);
  const viewed = useRecentlyViewed();
  const groups = term
    ? [...records.groups, { name: t('search.commands'), entries: commands.filter((command) => command.title.toLowerCase().includes(term.toLowerCase())) }]
    : [
        { name: t('search.viewed'), entries: viewed },
        { name: t('search.recent'), entries: recentCommands().flatMap((recent) => commands.find((command) => command.id === recent) ?? []) },
        { name: t('search.commands'), entries: commands },
      ];
  const shown = groups.filter((group) => group.entries.length > 0);
  const entries = shown.flatMap((group) => group.entries);
  // What stands there may still belong to the text before: Enter then waits for what was asked.
  const settled = term === text.trim() && !records.outdated;

  useEffect(() => dialog.current!.showModal(), []);
  useEffect(() => {
    // Scrolling answers with a promise in newer browsers, which an effect must not return.
    void document.getElementById(`${id}-${active}`)?.scrollIntoView?.({ block: 'nearest' });
  }, [active, id]);

  const choose = (entry: Entry | undefined, newTab: boolean) => {
    if (!entry) return;
    if (commands.includes(entry)) rememberCommand(entry.id);
    if (entry.run) entry.run();
    else if (newTab) window.open(router.buildLocation(entry.link as never).href, '_blank', 'noopener');
    else void navigate(entry.link as never);
    onClose();
  };

  useEffect(() => {
    if (awaited && settled) choose(entries[active], awaited === 'newTab');
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const next = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive((next + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const newTab = event.ctrlKey || event.metaKey;
      if (settled) choose(entries[active], newTab);
      else setAwaited(newTab ? 'newTab' : 'here');
    }
  };

  let position = 0;
  return (
    <dialog ref={dialog} className={css.palette} aria-label={t('search.title')} onClose={onClose} onPointerDown={(event) => event.target === dialog.current && onClose()}>
      <input
        className={css.input}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[active] && `${id}-${active}`}
        aria-label={t('search.title')}
        placeholder={t('search.placeholder')}
        autoComplete="off"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setAwaited(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t('search.title')} className={css.list}>
        {shown.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={css.group} aria-hidden>{group.name}</div>
            {group.entries.map((entry) => {
              const at = position++;
              const Icon = entry.icon;
              return (
                <div
                  key={entry.id}
                  id={`${id}-${at}`}
                  role="option"
                  aria-selected={at === active}
                  tabIndex={-1}
                  className={css.entry}
                  onPointerMove={() => setActive(at)}
                  onClick={(event) => choose(entry, event.ctrlKey || event.metaKey)}
                  onKeyDown={onKeyDown}
                >
                  <Icon size={16} aria-hidden />
                  <span className="truncate">{entry.title}</span>
                  {entry.detail && <span className={`${css.detail} truncate`}>{entry.detail}</span>}
                  {entry.hint && <Badge>{entry.hint}</Badge>}
                  {at === active && <CornerDownLeft size={14} aria-hidden className={css.enter} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {records.refused && <p role="alert" className={css.none}>{records.refused}</p>}
      {term && entries.length === 0 && !records.loading && !records.refused && <p className={css.none}>{t('search.noResult')}</p>}
      <p className={css.hint}>{t('search.hint')}</p>
      <p className="sr-only" role="status">{term && !records.loading ? t('search.results', { count: entries.length }) : ''}</p>
    </dialog>
  );
}

function useRecords(term: string): { groups: Group[]; loading: boolean; outdated: boolean; refused: string | null } {
  const { t } = useTranslation(['common', 'boot']);
  const search = useQuery({
    queryKey: ['search', term],
    queryFn: async ({ signal }) => {
      // Typing on cancels this request before it is sent.
      await new Promise((resolve) => setTimeout(resolve, 150));
      return body(api.GET('/api/v1/search', { params: { query: { q: term, limit: 20 } }, signal }));
    },
    enabled: term !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

  const hits = search.data?.data ?? [];
  const groups = [...new Set(hits.map((hit) => hit.type))].flatMap((type): Group[] => {
    const kind = kindOf(type);
    if (!kind) return [];
    const entries = hits.filter((hit) => hit.type === type).map((hit): Entry => {
      const detail = [hit.number, hit.subtitle, hit.ownerName].filter(Boolean).join(' · ');
      const hint = isHint(hit.matchedOn) ? t(`common:search.matched.${hit.matchedOn}`) : undefined;
      return { id: hit.id, title: hit.title, detail, hint, icon: kind.icon, link: kind.one(hit.id) };
    });
    return [{ name: t(`boot:${kind.label}`), entries }];
  });
  const refused = search.error && term ? (search.error instanceof ApiProblem ? search.error.message : t('error.offline')) : null;
  return { groups, loading: search.isFetching, outdated: term !== '' && (search.isPending || search.isPlaceholderData), refused };
}

/** A match in the name shows by itself; for the others the entry says why it is there. */
const hints = ['pinyin', 'initials', 'phone', 'email', 'number'] as const;
const isHint = (matchedOn: string): matchedOn is (typeof hints)[number] => hints.some((hint) => hint === matchedOn);

function useRecentlyViewed(): Entry[] {
  const today = useQuery({ ...todayQuery, enabled: can('activities.read') });
  return (today.data?.recentlyViewed ?? []).flatMap(({ type, id, title, subtitle }): Entry[] => {
    const kind = kindOf(type);
    return kind ? [{ id, title, detail: subtitle ?? undefined, icon: kind.icon, link: kind.one(id) }] : [];
  });
}

function useCommands(): Entry[] {
  const { t } = useTranslation(['common', 'boot']);
  const dark = useShownTheme() === 'dark';
  const allowed = (item: { permission?: string }) => !item.permission || can(item.permission);
  return [
    ...navItems.filter(allowed).map((item): Entry => ({ id: item.label, title: t(`boot:${item.label}`), icon: item.icon, link: { to: item.to } })),
    ...createItems.filter(allowed).map((item): Entry => ({ id: item.label, title: t(`boot:${item.label}`), icon: item.icon, link: { to: item.to, search: item.search as never } })),
    { id: 'password', title: t('boot:shell.changePassword'), icon: KeyRound, link: { to: '/change-password' } },
    { id: 'theme', title: t('boot:shell.theme'), detail: t(dark ? 'boot:shell.light' : 'boot:shell.dark'), icon: dark ? Sun : Moon, run: () => chooseTheme(dark ? 'light' : 'dark') },
  ];
}
