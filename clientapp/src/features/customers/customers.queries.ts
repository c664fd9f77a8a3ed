import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

export type CustomerRow = components['schemas']['CustomerRow'];
export type CustomerDetail = components['schemas']['CustomerDetail'];
export type CustomerInput = components['schemas']['CustomerInput'];
export type CustomerPatch = components['schemas']['CustomerPatch'];

export const customerKeys = { all: ['customers'] as const, list: ['customers', 'list'] as const };

export const listCustomers = withConditions<CustomerRow>('customers', (query: ListQuery, signal) => body(api.GET('/api/v1/customers', { params: { query }, signal })));

export const getCustomer = (id: string) => body(api.GET('/api/v1/customers/{id}', { params: { path: { id } } }));

export const createCustomer = (input: CustomerInput) => body(api.POST('/api/v1/customers', { body: input }));

export const changeCustomer = (id: string, changes: CustomerPatch, version: number) =>
  body(api.PATCH('/api/v1/customers/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes }));

/** Customers who may be the one that is being entered. */
export const similarCustomers = (filter: { name: { contains: string } } | { creditCode: { eq: string } }) => ({
  queryKey: [...customerKeys.all, 'similar', filter] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    // Typing on cancels this request before it is sent.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (await listCustomers({ filter, limit: 3 }, signal)).data;
  },
  staleTime: 60_000,
});

/** A customer shows on lists, today, and at its contacts. */
export function useCustomersChanged() {
  const client = useQueryClient();
  return () => Promise.all([customerKeys.all, ['today'], ['contacts'], ['search']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

type Named = Pick<CustomerRow, 'id' | 'name' | 'version'>;

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function useCustomerBin() {
  const { t } = useTranslation('customers');
  const changed = useCustomersChanged();

  const restore = useMutation({
    mutationFn: ({ id }: Named) => body(api.POST('/api/v1/customers/{id}/restoration', { params: { path: { id } } })),
    onSuccess: (_, { name }) => toast(t('restored', { name })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Named) => api.DELETE('/api/v1/customers/{id}', { params: { path: { id } }, headers: ifMatch(version) }),
    onSuccess: (_, customer) => toast(t('deleted', { name: customer.name }), { undo: () => restore.mutate(customer) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
