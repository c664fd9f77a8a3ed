import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

type Schemas = components['schemas'];
export type OrderRow = Schemas['OrderRow'];
export type OrderDetail = Schemas['OrderDetail'];
export type OrderInput = Schemas['OrderInput'];
export type ProductRow = Schemas['ProductRow'];
export type ProductInput = Schemas['ProductInput'];
export type CustomerTrade = Schemas['CustomerTradeView'];

export const orderKeys = {
  list: ['orders', 'list'] as const,
  detail: (id: string) => ['orders', 'detail', id] as const,
  trade: (customerId: string) => ['orders', 'trade', customerId] as const,
  products: ['products', 'list'] as const,
  product: (id: string) => ['products', 'detail', id] as const,
};

export const listOrders = withConditions<OrderRow>('orders', (query: ListQuery, signal) => body(api.GET('/api/v1/orders', { params: { query }, signal })));
export const orderQuery = (id: string) => ({ queryKey: orderKeys.detail(id), queryFn: () => body(api.GET('/api/v1/orders/{id}', { params: { path: { id } } })) });
export const takeOrder = (input: OrderInput) => body(api.POST('/api/v1/orders', { body: input }));
export const changeOrder = (id: string, changes: Partial<OrderInput>, version: number) =>
  body(api.PATCH('/api/v1/orders/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes as Schemas['OrderPatch'] }));

export const tradeQuery = (customerId: string) => ({
  queryKey: orderKeys.trade(customerId),
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const [trade, latest] = await Promise.all([
      body(api.GET('/api/v1/customers/{customerId}/trade', { params: { path: { customerId } }, signal })),
      listOrders({ filter: { customerId: { eq: customerId } }, sort: '-orderedAt', limit: 5 }, signal),
    ]);
    return { trade, latest: latest.data };
  },
});

export const listProducts = withConditions<ProductRow>('products', (query: ListQuery, signal) => body(api.GET('/api/v1/products', { params: { query }, signal })));
export const productQuery = (id: string) => ({ queryKey: orderKeys.product(id), queryFn: () => body(api.GET('/api/v1/products/{id}', { params: { path: { id } } })) });
export const createProduct = (input: ProductInput) => body(api.POST('/api/v1/products', { body: input }));
export const changeProduct = (id: string, changes: Partial<ProductInput>, version: number) =>
  body(api.PATCH('/api/v1/products/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes as Schemas['ProductPatch'] }));

export const categoriesQuery = {
  queryKey: ['product-categories'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/product-categories', { params: { query: { limit: 200, sort: 'name' } }, signal })),
  staleTime: 60_000,
};
export const addCategory = (name: string, parentId: string | null) => body(api.POST('/api/v1/product-categories', { body: { name, parentId } }));

/** Products by what is typed of their code or name. */
export const productHits = (term: string) => ({
  queryKey: ['products', 'hits', term] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    // Typing on cancels this request before it is sent.
    await new Promise((resolve) => setTimeout(resolve, 150));
    return (await listProducts({ ...(term && { q: term }), filter: { active: { eq: 'true' } }, limit: 20 }, signal)).data;
  },
  staleTime: 10_000,
});

/** An order shows on its list and in the figures of its customer. */
export function useOrdersChanged() {
  const client = useQueryClient();
  return () => Promise.all([['orders'], ['customers']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export const moves = ['confirmation', 'shipment', 'completion', 'cancellation'] as const;
export type Move = (typeof moves)[number];

/** The next steps of an order. */
export function useMoveOrder() {
  const changed = useOrdersChanged();
  return useMutation({
    mutationFn: ({ order, move }: { order: OrderDetail; move: Move }) => {
      const at = { params: { path: { id: order.id } }, headers: ifMatch(order.version) };
      return move === 'cancellation'
        ? body(api.POST('/api/v1/orders/{id}/cancellation', { ...at, body: { reason: null } }))
        : body(api.POST(`/api/v1/orders/{id}/${move}`, at));
    },
    onSettled: changed,
  });
}

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function useOrderBin() {
  const { t } = useTranslation('orders');
  const changed = useOrdersChanged();
  const restore = useMutation({
    mutationFn: ({ id }: Pick<OrderRow, 'id' | 'number'>) => body(api.POST('/api/v1/orders/{id}/restoration', { params: { path: { id } } })),
    onSuccess: (_, { number }) => toast(t('restored', { number })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Pick<OrderRow, 'id' | 'number' | 'version'>) => api.DELETE('/api/v1/orders/{id}', { params: { path: { id } }, headers: ifMatch(version) }),
    onSuccess: (_, order) => toast(t('deleted', { number: order.number }), { undo: () => restore.mutate(order) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
