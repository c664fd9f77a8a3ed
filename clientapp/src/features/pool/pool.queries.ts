import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

export type PoolRow = components['schemas']['PoolRow'];
export type PoolSettings = components['schemas']['PoolSettingsRow'];

export const poolKeys = { list: ['pool', 'list'] as const, settings: ['pool', 'settings'] as const };

export const listPool = withConditions<PoolRow>('pool', (query: ListQuery, signal) => body(api.GET('/api/v1/pool', { params: { query }, signal })));

export const poolSettingsQuery = {
  queryKey: poolKeys.settings,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/pool/settings', { signal })),
  staleTime: 10 * 60_000,
};

const day = 86_400_000;

/** Whole days until an idle customer goes back to the pool; null when he does not. */
export function daysLeft({ idleSince, lastOrderOn, protected: kept }: { idleSince?: string | null; lastOrderOn?: string | null; protected: boolean }, settings: PoolSettings | undefined, now: number): number | null {
  if (!settings?.recoverAfterDays || !idleSince || kept) return null;
  return Math.max(0, Math.ceil((Math.max(Date.parse(idleSince), lastOrderOn ? Date.parse(lastOrderOn) : 0) + settings.recoverAfterDays * day - now) / day));
}

/** Up to this moment somebody must have been idle since to be warned about. */
export const warnedSince = ({ recoverAfterDays, warningDays }: PoolSettings, now: number) => new Date(now - ((recoverAfterDays ?? 0) - warningDays) * day).toISOString();

/** A customer comes into the pool or out of it. */
export function usePoolChanged() {
  const client = useQueryClient();
  return () => Promise.all([['pool'], ['customers'], ['today'], ['follow-ups']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useClaim(onClaimed?: (row: PoolRow) => void) {
  const { t } = useTranslation('pool');
  const changed = usePoolChanged();
  return useMutation({
    mutationFn: ({ id }: PoolRow) => body(api.POST('/api/v1/pool/{id}/claim', { params: { path: { id } } })),
    onSuccess: (_, row) => {
      toast(t('claimed', { name: row.name }));
      onClaimed?.(row);
    },
    onSettled: changed,
  });
}

export function useClaimMany() {
  const { t } = useTranslation('pool');
  const changed = usePoolChanged();
  return useMutation({
    mutationFn: (ids: string[]) => body(api.POST('/api/v1/pool/claims', { body: { ids } })),
    onSuccess: ({ claimed, data }) => {
      const refused = data.filter((row) => !row.claimed);
      if (claimed > 0) toast(t('claimedMany', { count: claimed }));
      if (refused.length > 0) toast(t('notClaimed', { count: refused.length, reason: refused[0]!.detail }), { tone: 'bad' });
    },
    onSettled: changed,
  });
}

export const returnCustomer = ({ id, version }: { id: string; version: number }, input: { reason: string; note: string | null }) =>
  body(api.POST('/api/v1/customers/{id}/pool-return', { params: { path: { id } }, headers: ifMatch(version), body: input }));

export const protectCustomer = ({ id, version }: { id: string; version: number }, on: boolean) =>
  body(api.POST('/api/v1/customers/{id}/protection', { params: { path: { id } }, headers: ifMatch(version), body: { protected: on } }));

export const setPoolSettings = (input: components['schemas']['PoolSettingsInput'], version: number) => body(api.PUT('/api/v1/pool/settings', { headers: version > 0 ? ifMatch(version) : {}, body: input }));
