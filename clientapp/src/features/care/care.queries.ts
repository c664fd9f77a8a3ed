import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

type Schemas = components['schemas'];
export type Care = Schemas['CareProposalRow'];
export type Occasion = Schemas['OccasionRow'];
export type Settings = Schemas['CareSettingsInput'];
export type CareRule = Schemas['CareRule'];
export type OwnDay = Schemas['CustomerOccasionRow'];

export const careKeys = {
  list: ['care', 'list'] as const,
  one: (id: string) => ['care', 'one', id] as const,
  customer: (id: string) => ['care', 'customer', id] as const,
};

export const listCare = withConditions<Care>('care-proposals', (query: ListQuery, signal) => body(api.GET('/api/v1/care-proposals', { params: { query }, signal })));
export const careQuery = (id: string) => ({ queryKey: careKeys.one(id), queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/care-proposals/{id}', { params: { path: { id } }, signal })) });
export const customerCareQuery = (customerId: string) => ({
  queryKey: careKeys.customer(customerId),
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const at = { params: { path: { customerId } }, signal };
    const [care, days] = await Promise.all([body(api.GET('/api/v1/customers/{customerId}/care', at)), body(api.GET('/api/v1/customers/{customerId}/occasions', at))]);
    return { care, days: days.data };
  },
});
export const settingsQuery = { queryKey: ['care', 'settings'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/care/settings', { signal })) };
export const budgetQuery = { queryKey: ['care', 'budget'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/care/budget', { signal })) };
export const giftsQuery = { queryKey: ['care', 'gifts'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/gifts', { params: { query: { limit: 200, sort: 'name', filter: { retired: { eq: 'false' } } } as never }, signal })) };

/** All occasions from one day to another, page after page. */
export const occasionsQuery = (from: string, to: string, ownerId?: string) => ({
  queryKey: ['care', 'occasions', from, to, ownerId] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const all: Occasion[] = [];
    for (let cursor: string | undefined; ; ) {
      const { data, page } = await body(api.GET('/api/v1/occasions', { params: { query: { from, to, limit: 200, ...(ownerId && { ownerId }), ...(cursor && { cursor }) } }, signal }));
      all.push(...data);
      if (!page.next || all.length >= mostOccasions) return all;
      cursor = page.next;
    }
  },
});
const mostOccasions = 1000;

export const changeCare = ({ id, version }: Care, changes: Schemas['CareProposalPatch']) =>
  body(api.PATCH('/api/v1/care-proposals/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes }));
export const saveSettings = (input: Settings, version: number) => body(api.PUT('/api/v1/care/settings', { ...(version > 0 && { headers: ifMatch(version) }), body: input }));
export const addDay = (customerId: string, input: Schemas['CustomerOccasionInput']) => body(api.POST('/api/v1/customers/{customerId}/occasions', { params: { path: { customerId } }, body: input }));
export const removeDay = (customerId: string, { id, version }: OwnDay) =>
  api.DELETE('/api/v1/customers/{customerId}/occasions/{occasionId}', { params: { path: { customerId, occasionId: id } }, headers: ifMatch(version) });

export function useCareChanged() {
  const client = useQueryClient();
  return () => Promise.all([['care'], ['gifts']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export const steps = ['approval', 'sending', 'delivery', 'skipping', 'cancellation'] as const;
export type Step = (typeof steps)[number];
export const allowed: Record<Step, keyof Care['can']> = { approval: 'approve', sending: 'send', delivery: 'deliver', skipping: 'skip', cancellation: 'cancel' };

/** The next step of a greeting or gift; a limit that would be passed is asked about by whoever called. */
export function useStep() {
  const { t } = useTranslation('care');
  const changed = useCareChanged();
  return useMutation({
    mutationFn: ({ care, step, reason, acceptLimit }: { care: Care; step: Step; reason?: string; acceptLimit?: boolean }) => {
      const at = { params: { path: { id: care.id } }, headers: ifMatch(care.version) };
      switch (step) {
        case 'approval': return body(api.POST('/api/v1/care-proposals/{id}/approval', { ...at, body: { acceptLimit: acceptLimit ?? false } }));
        case 'sending': return body(api.POST('/api/v1/care-proposals/{id}/sending', at));
        case 'delivery': return body(api.POST('/api/v1/care-proposals/{id}/delivery', { ...at, body: { on: null } }));
        case 'skipping': return body(api.POST('/api/v1/care-proposals/{id}/skipping', { ...at, body: { reason: reason ?? null } }));
        case 'cancellation': return body(api.POST('/api/v1/care-proposals/{id}/cancellation', { ...at, body: { reason: reason ?? null } }));
      }
    },
    onSuccess: (_, { step }) => toast(t(`did.${step}`)),
    onSettled: changed,
    meta: { ownErrors: true },
  });
}

export function useApproveMany() {
  const { t } = useTranslation('care');
  const changed = useCareChanged();
  return useMutation({
    mutationFn: (ids: string[]) => body(api.POST('/api/v1/care-proposals/approvals', { body: { ids } })),
    onSuccess: ({ approved, data }) => {
      const refused = data.filter((row) => !row.approved);
      if (approved > 0) toast(t('approvedMany', { count: approved }));
      if (refused.length > 0) toast(t('notApproved', { count: refused.length, reason: refused[0]!.detail }), { tone: 'bad' });
    },
    onSettled: changed,
  });
}

export function usePropose() {
  const { t } = useTranslation('care');
  const changed = useCareChanged();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/care-proposals/proposing')),
    onSuccess: ({ proposed }) => toast(t('proposed', { count: proposed })),
    onSettled: changed,
  });
}
