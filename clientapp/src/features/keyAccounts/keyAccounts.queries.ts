import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type KeyAccountView = Schemas['KeyAccountView'];
export type Plan = Schemas['KeyAccountInput'];
export type Row = Schemas['KeyAccountRow'];
export type Measure = Schemas['KeyAccountMeasure'];
type Signal = { signal: AbortSignal };

const at = (customerId: string) => ({ params: { path: { customerId } } });

const mostRows = 1000;

export const keyAccountsQuery = (closed: boolean) => ({
  queryKey: ['keyAccounts', 'list', closed] as const,
  queryFn: async ({ signal }: Signal) => {
    const data: Row[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await body(api.GET('/api/v1/key-accounts', { params: { query: { limit: 200, ...(closed && { status: 'closed' as const }), ...(cursor && { cursor }) } }, signal }));
      data.push(...page.data);
      if (!page.page.next || data.length >= mostRows) return { ...page, data };
      cursor = page.page.next;
    }
  },
});
export const measureQuery = { queryKey: ['keyAccounts', 'measure'] as const, queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/key-accounts/measure', { signal })), staleTime: 60_000 };
export const keyAccountQuery = (customerId: string) => ({
  queryKey: ['keyAccounts', 'customer', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/key-account', { ...at(customerId), signal })),
});
export const stepsQuery = (customerId: string) => ({
  queryKey: ['keyAccounts', 'steps', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/key-account/history', { ...at(customerId), signal })),
});
export const savePlan = (customerId: string, plan: Plan, version: number) => body(api.PUT('/api/v1/customers/{customerId}/key-account', { ...at(customerId), ...(version > 0 && { headers: ifMatch(version) }), body: plan }));
export const review = (customerId: string, input: Schemas['KeyAccountReviewInput'], version: number) => body(api.POST('/api/v1/customers/{customerId}/key-account/reviews', { ...at(customerId), headers: ifMatch(version), body: input }));

export function useKeyAccountsChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['keyAccounts'] });
}
