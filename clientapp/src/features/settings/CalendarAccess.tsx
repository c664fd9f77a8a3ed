import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import css from './settings.module.css';

const key = ['calendar', 'feed'] as const;

/** The address under which a calendar program reads what I have planned: made, made anew, and taken away. */
export function CalendarAccess() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const feed = useQuery({ queryKey: key, queryFn: ({ signal }) => body(api.GET('/api/v1/calendar/feed', { signal })) });
  const onSettled = () => client.invalidateQueries({ queryKey: key });
  const renew = useMutation({ mutationFn: (_: undefined) => body(api.POST('/api/v1/calendar/feed')), onSuccess: () => setCopied(false), onSettled });
  const withdraw = useMutation({
    mutationFn: (_: undefined) => api.DELETE('/api/v1/calendar/feed'),
    onSuccess: () => {
      renew.reset();
      toast(t('calendar.withdrawn'));
    },
    onSettled,
  });
  const address = renew.data ? new URL(renew.data.path, window.location.origin).href : null;

  const copy = async () => {
    input.current!.select();
    await navigator.clipboard?.writeText(address!);
    setCopied(Boolean(navigator.clipboard));
  };

  if (feed.error && !feed.data) return <ErrorState error={feed.error} onRetry={() => void feed.refetch()} />;
  if (!feed.data) return <Skeleton height={64} />;
  const { active, createdAt, readAt } = feed.data;
  return (
    <>
      <p className={css.intro}>{t('calendar.intro')}</p>
      {address && (
        <>
          <div className={css.password}>
            <Input ref={input} readOnly aria-label={t('calendar.address')} value={address} onFocus={(event) => event.target.select()} />
            <Button icon={copied ? Check : Copy} onClick={() => void copy()}>{t(copied ? 'users.password.copied' : 'users.password.copy')}</Button>
          </div>
          <p className="meta">{t('calendar.once')}</p>
        </>
      )}
      {active && <p className="meta">{t('calendar.since', { when: format.instant(createdAt!) })} · {readAt ? t('calendar.read', { when: format.relative(readAt) }) : t('calendar.unread')}</p>}
      <div className={css.badges}>
        <Button busy={renew.isPending} onClick={() => renew.mutate(undefined)}>{t(active ? 'calendar.renew' : 'calendar.make')}</Button>
        {active && <Button variant="danger" busy={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>{t('calendar.withdraw')}</Button>}
      </div>
    </>
  );
}
