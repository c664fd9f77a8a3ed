import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type Scheme = Schemas['TierSchemeInput'];
export type SchemeView = Schemas['TierSchemeView'];
export type TierRule = Schemas['TierRuleInput'];
export type Preview = Schemas['TierPreview'];
export type Proposal = Schemas['TierProposalRow'];

export const schemeQuery = { queryKey: ['tiers', 'scheme'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/tiers/scheme', { signal })) };
export const proposalsQuery = { queryKey: ['tiers', 'proposals'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/tiers/proposals', { signal })) };
export const saveScheme = (scheme: Scheme, version: number) => body(api.PUT('/api/v1/tiers/scheme', { ...(version > 0 && { headers: ifMatch(version) }), body: scheme }));
export const previewScheme = (scheme: Scheme) => body(api.POST('/api/v1/tiers/preview', { body: scheme }));
export const assignTiers = () => body(api.POST('/api/v1/tiers/assignment'));
export const decide = (customerIds: string[], accept: boolean) => body(api.POST('/api/v1/tiers/proposals/decision', { body: { customerIds, accept } }));

export function useTiersChanged() {
  const client = useQueryClient();
  return () => Promise.all([['tiers'], ['customers'], ['orders', 'tier']].map((queryKey) => client.invalidateQueries({ queryKey })));
}
