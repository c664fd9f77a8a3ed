import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';
import { listFollowUps } from '../activities/followUps.queries';

type Schemas = components['schemas'];
export type ContactRow = Schemas['ContactRow'];
export type ContactDetail = Schemas['ContactDetail'];
export type ContactCustomer = Schemas['ContactCustomerRow'];
export type NewContactInput = Schemas['NewContactInput'];

export const contactKeys = {
  all: ['contacts'] as const,
  list: ['contacts', 'list'] as const,
  detail: (id: string) => ['contacts', 'detail', id] as const,
  steps: (id: string) => ['follow-ups', 'of contact', id] as const,
};

export const listContacts = withConditions<ContactRow>('contacts', (query: ListQuery, signal) => body(api.GET('/api/v1/contacts', { params: { query }, signal })));

export const getContact = (id: string) => body(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } }));
export const contactQuery = (id: string) => ({ queryKey: contactKeys.detail(id), queryFn: () => getContact(id) });

export const createContact = (input: NewContactInput) => body(api.POST('/api/v1/contacts', { body: input }));

export const changeContact = (id: string, changes: Partial<ContactDetail>, version: number) =>
  body(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes as Schemas['ContactPatch'] }));

export const noteView = (id: string) => api.PUT('/api/v1/recent-views/{type}/{id}', { params: { path: { type: 'contact', id } } });

/** What is planned with a person, due first first. */
export const openSteps = (id: string) => ({
  queryKey: contactKeys.steps(id),
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await listFollowUps({ filter: { contactId: { eq: id }, status: { eq: 'planned' } }, sort: 'due', limit: 50 }, signal)).data,
});

/** People who may be the one that is being entered. */
export const similarContacts = (name: string) => ({
  queryKey: [...contactKeys.all, 'similar', name] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    // Typing on cancels this request before it is sent.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (await listContacts({ filter: { name: { contains: name } }, limit: 3 }, signal)).data;
  },
  staleTime: 60_000,
});

/** A person shows on lists, at customers, today and in the search. */
export function useContactsChanged() {
  const client = useQueryClient();
  return () => Promise.all([contactKeys.all, ['customers'], ['today'], ['search']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

type Named = Pick<ContactRow, 'id' | 'name' | 'version'>;

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function useContactBin() {
  const { t } = useTranslation('contacts');
  const changed = useContactsChanged();

  const restore = useMutation({
    mutationFn: ({ id }: Named) => body(api.POST('/api/v1/contacts/{id}/restoration', { params: { path: { id } } })),
    onSuccess: (_, { name }) => toast(t('restored', { name })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Named) => api.DELETE('/api/v1/contacts/{id}', { params: { path: { id } }, headers: ifMatch(version) }),
    onSuccess: (_, contact) => toast(t('deleted', { name: contact.name }), { undo: () => restore.mutate(contact) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
