import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button, classes } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { Tooltip } from '../../ui/Tooltip';
import { channelIcons, useChannelOptions, type Channel } from './channels';
import css from './timeline.module.css';
import { TimelineEntry } from './TimelineEntry';
import { timelineQuery, type Subject, type TimelineFilter, type TimelineItem } from './timeline.queries';

const EditInteraction = lazy(() => import('./EditInteraction'));

const channels: Channel[] = ['call', 'visit', 'meeting', 'email', 'chat', 'sms', 'note'];
const kinds = ['interaction', 'follow_up'] as const;

type TimelineProps = {
  of: Subject;
  /** The filter lives in the page's address. */
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  /** Whom a conversation may have been with. */
  people: { id: string; name: string }[];
  /** In the bin: what there is shows again once it is restored. */
  inBin?: boolean;
};

/** What happened with a customer or contact, newest first, by day; older pages come as they are reached. */
export function Timeline({ of, filter, onFilter, people, inBin }: TimelineProps) {
  const { t } = useTranslation(['timeline', 'common']);
  const format = useFormat();
  const [editing, setEditing] = useState<TimelineItem | null>(null);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(timelineQuery(of, filter));
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = Boolean(filter.kind || filter.channels);

  const days: { day: string; items: TimelineItem[] }[] = [];
  for (const item of items) {
    const day = format.dayOf(item.at);
    if (days.at(-1)?.day === day) days.at(-1)!.items.push(item);
    else days.push({ day, items: [item] });
  }

  const list = () => {
    if (isPending) return <TimelineSkeleton />;
    if (error && items.length === 0) return <ErrorState error={error} onRetry={() => void refetch()} />;
    if (items.length === 0 && inBin) return <p className="meta">{t('common:state.afterRestoring')}</p>;
    if (items.length === 0)
      return filtered ? (
        <EmptyState icon={History} title={t('empty.filtered')} action={<Button onClick={() => onFilter({})}>{t('filter.clear')}</Button>} />
      ) : (
        <EmptyState icon={History} title={t('empty.title')} hint={t('empty.hint')} />
      );
    return days.map(({ day, items: own }) => (
      <section key={day} aria-label={format.date(day)}>
        <h3 className={css.day}>{format.relative(day)}<span className="meta figures">{format.date(day)}</span></h3>
        <ol>{own.map((item) => <TimelineEntry key={item.id} item={item} of={of} onEdit={setEditing} />)}</ol>
      </section>
    ));
  };

  return (
    <div className={css.timeline} aria-busy={isPending}>
      {(!inBin || items.length > 0) && <TimelineFilters filter={filter} onFilter={onFilter} />}
      {list()}
      {hasNextPage && <More busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />}
      {editing && (
        <Suspense>
          <EditInteraction item={editing} people={people} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </div>
  );
}

function TimelineFilters({ filter, onFilter }: Pick<TimelineProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation('timeline');
  const options = useChannelOptions(channels);
  const chosen = (filter.channels ?? '').split(',').filter(Boolean);
  const toggle = (channel: string) => {
    const next = chosen.includes(channel) ? chosen.filter((other) => other !== channel) : [...chosen, channel];
    onFilter({ ...filter, channels: next.join(',') || undefined });
  };

  return (
    <div role="group" aria-label={t('filter.label')} className={css.filters}>
      {kinds.map((kind) => (
        <button key={kind} type="button" className={css.chip} aria-pressed={filter.kind === kind} onClick={() => onFilter({ ...filter, kind: filter.kind === kind ? undefined : kind })}>
          {t(`kind.${kind}`)}
        </button>
      ))}
      <span className={css.divider} />
      {options.map(({ value, label }) => {
        const Icon = channelIcons[value as Channel];
        return (
          <Tooltip key={value} text={label}>
            <button type="button" aria-label={label} className={classes(css.chip, css.square)} aria-pressed={chosen.includes(value)} onClick={() => toggle(value)}>
              <Icon size={14} aria-hidden />
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

/** Loads more when it comes into sight, or when pressed. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation('timeline');
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (busy || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), { rootMargin: '400px' });
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, [busy]);

  return (
    <div ref={end} className={css.more}>
      <Button size="small" variant="ghost" busy={busy} onClick={onMore}>{t('more')}</Button>
    </div>
  );
}

export const TimelineSkeleton = () => (
  <div className={css.skeleton} aria-hidden>
    {[70, 45, 60].map((width) => (
      <div key={width}>
        <Skeleton width={`${width}%`} height={14} />
        <Skeleton width="90%" />
      </div>
    ))}
  </div>
);
