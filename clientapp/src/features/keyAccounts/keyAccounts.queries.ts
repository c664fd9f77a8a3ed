import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

type Schemas = components['schemas'];
export type Plan = Schemas['KeyAccountDetail'];
export type PlanInput = Schemas['KeyAccountInput'];
export type Row = Schemas['KeyAccountRow'];
export type Measure = Schemas['KeyAccountMeasure'];
type Signal = { signal: AbortSignal };

const at = (customerId: string) => ({ params: { path: { customerId } } });
const atPlan = (id: string) => ({ params: { path: { id } } });

export const keyAccountKeys = { list: ['key-accounts', 'list'] as const, one: (id: string) => ['key-accounts', 'one', id] as const };

export const listKeyAccounts = withConditions<Row>('key-accounts', (query: ListQuery, signal) => body(api.GET('/api/v1/key-accounts', { params: { query }, signal })));
export const planQuery = (id: string) => ({ queryKey: keyAccountKeys.one(id), queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/key-accounts/{id}', { ...atPlan(id), signal })) });
export const measureQuery = { queryKey: ['key-accounts', 'measure'] as const, queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/key-accounts/measure', { signal })), staleTime: 60_000 };
export const keyAccountQuery = (customerId: string) => ({
  queryKey: ['key-accounts', 'customer', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/key-account', { ...at(customerId), signal })),
});
export const reviewsQuery = (customerId: string) => ({
  queryKey: ['key-accounts', 'reviews', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/key-account/reviews', { ...at(customerId), signal })),
});
export const savePlan = (customerId: string, plan: PlanInput, version?: number) => body(api.PUT('/api/v1/customers/{customerId}/key-account', { ...at(customerId), ...(version !== undefined && { headers: ifMatch(version) }), body: plan }));
export const review = (customerId: string, input: Schemas['KeyAccountReviewInput'], version: number) => body(api.POST('/api/v1/customers/{customerId}/key-account/reviews', { ...at(customerId), headers: ifMatch(version), body: input }));

/** A plan shows in its list and in the customer's file, whose history tells of it too. */
export function useKeyAccountsChanged() {
  const client = useQueryClient();
  return () => Promise.all([['key-accounts'], ['history']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function usePlanBin() {
  const { t } = useTranslation('keyAccounts');
  const changed = useKeyAccountsChanged();
  const restore = useMutation({
    mutationFn: ({ id }: Plan) => body(api.POST('/api/v1/key-accounts/{id}/restoration', atPlan(id))),
    onSuccess: (_, { customerName: name }) => toast(t('restored', { name })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Plan) => body(api.DELETE('/api/v1/key-accounts/{id}', { ...atPlan(id), headers: ifMatch(version) })),
    onSuccess: (_, plan) => toast(t('deleted', { name: plan.customerName }), { undo: () => restore.mutate(plan) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
