import type { ListQuery } from '../../api/list';
import { api, body } from '../../api/client';

export const customerKeys = { list: ['customers', 'list'] as const };

export const listCustomers = (query: ListQuery, signal: AbortSignal) => body(api.GET('/api/v1/customers', { params: { query }, signal }));
export type CustomerRow = Awaited<ReturnType<typeof listCustomers>>['data'][number];
