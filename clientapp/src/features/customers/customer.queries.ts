import { useQueryClient, type QueryFunctionContext } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import { timelineKeys } from '../activities/timeline.queries';

type Schemas = components['schemas'];
export type CustomerDetail = Schemas['CustomerDetail'];
export type CustomerOverview = Schemas['CustomerOverview'];
export type CustomerContactRow = Schemas['CustomerContactRow'];
export type AddressRow = Schemas['AddressRow'];
export type AddressInput = Schemas['AddressInput'];
export type TaxProfileRow = Schemas['TaxProfileRow'];
export type TaxProfileInput = Schemas['TaxProfileInput'];
export type PlaceInput = Omit<Schemas['LinkContactInput'], 'contactId'>;
export type NewContactInput = Schemas['NewContactInput'];

export const overviewKey = (id: string) => ['customers', 'overview', id] as const;

/** Everything the page shows first, in one call; the timeline finds its first page already there. */
export const overviewQuery = (id: string) => ({
  queryKey: overviewKey(id),
  queryFn: async ({ client, signal }: QueryFunctionContext): Promise<CustomerOverview> => {
    const overview = await body(api.GET('/api/v1/customers/{id}/overview', { params: { path: { id } }, signal }));
    client.setQueryData<{ pages: unknown[] }>(timelineKeys.of({ type: 'customer', id }, {}), (known) =>
      known && known.pages.length > 1 ? known : { pages: [overview.timeline], pageParams: [''] },
    );
    return overview;
  },
});

export const getCustomer = (id: string) => body(api.GET('/api/v1/customers/{id}', { params: { path: { id } } }));
export const changeCustomer = (id: string, changes: Partial<CustomerDetail>, version: number) =>
  body(api.PATCH('/api/v1/customers/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes as Schemas['CustomerPatch'] }));
export const deleteCustomer = ({ id, version }: CustomerDetail) => api.DELETE('/api/v1/customers/{id}', { params: { path: { id } }, headers: ifMatch(version) });
export const restoreCustomer = (id: string) => body(api.POST('/api/v1/customers/{id}/restoration', { params: { path: { id } } }));
export const noteView = (id: string) => api.PUT('/api/v1/recent-views/{type}/{id}', { params: { path: { type: 'customer', id } } });

const place = (customerId: string) => ({ params: { path: { customerId } } });

export const addAddress = (customerId: string, input: AddressInput) => body(api.POST('/api/v1/customers/{customerId}/addresses', { ...place(customerId), body: input }));
export const changeAddress = (customerId: string, addressId: string, changes: Partial<AddressInput>, version: number) =>
  body(api.PATCH('/api/v1/customers/{customerId}/addresses/{addressId}', { params: { path: { customerId, addressId } }, headers: ifMatch(version), body: changes as Schemas['AddressPatch'] }));
export const removeAddress = (customerId: string, { id, version }: AddressRow) =>
  api.DELETE('/api/v1/customers/{customerId}/addresses/{addressId}', { params: { path: { customerId, addressId: id } }, headers: ifMatch(version) });
export const listAddresses = (customerId: string) => body(api.GET('/api/v1/customers/{customerId}/addresses', place(customerId)));

export const addTaxProfile = (customerId: string, input: TaxProfileInput) => body(api.POST('/api/v1/customers/{customerId}/tax-profiles', { ...place(customerId), body: input }));
export const changeTaxProfile = (customerId: string, taxProfileId: string, changes: Partial<TaxProfileInput>, version: number) =>
  body(api.PATCH('/api/v1/customers/{customerId}/tax-profiles/{taxProfileId}', { params: { path: { customerId, taxProfileId } }, headers: ifMatch(version), body: changes as Schemas['TaxProfilePatch'] }));
export const removeTaxProfile = (customerId: string, { id, version }: TaxProfileRow) =>
  api.DELETE('/api/v1/customers/{customerId}/tax-profiles/{taxProfileId}', { params: { path: { customerId, taxProfileId: id } }, headers: ifMatch(version) });
export const listTaxProfiles = (customerId: string) => body(api.GET('/api/v1/customers/{customerId}/tax-profiles', place(customerId)));

export const createContact = (input: NewContactInput) => body(api.POST('/api/v1/contacts', { body: input }));
export const linkContact = (customerId: string, contactId: string, input: PlaceInput) =>
  body(api.POST('/api/v1/customers/{customerId}/contacts', { ...place(customerId), body: { ...input, contactId } }));
export const changePlace = (customerId: string, contactId: string, changes: Schemas['CustomerContactPatch'], version: number) =>
  body(api.PATCH('/api/v1/customers/{customerId}/contacts/{contactId}', { params: { path: { customerId, contactId } }, headers: ifMatch(version), body: changes }));
export const unlinkContact = (customerId: string, { contactId, version }: CustomerContactRow) =>
  api.DELETE('/api/v1/customers/{customerId}/contacts/{contactId}', { params: { path: { customerId, contactId } }, headers: ifMatch(version) });
export const listCustomerContacts = (customerId: string) => body(api.GET('/api/v1/customers/{customerId}/contacts', place(customerId)));

export const filesQuery = (customerId: string) => ({
  queryKey: ['customers', 'files', customerId],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/customers/{customerId}/files', { ...place(customerId), signal })),
});
export const deleteFile = (id: string) => api.DELETE('/api/v1/files/{id}', { params: { path: { id } } });

export const subsidiariesQuery = (id: string) => ({
  queryKey: ['customers', 'subsidiaries', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/customers', { params: { query: { filter: { parentId: { eq: id } }, sort: 'name', limit: 50 } }, signal })),
});

/** What hangs on a customer is part of the one overview. */
export function useCustomerChanged(id: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: overviewKey(id) });
}
