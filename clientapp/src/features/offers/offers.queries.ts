import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';

type Schemas = components['schemas'];
export type Offer = Schemas['OfferRow'];
export type OfferInput = Schemas['OfferInput'];

export const offerKeys = {
  list: ['offers', 'list'] as const,
  one: (id: string) => ['offers', 'one', id] as const,
  customer: (id: string) => ['offers', 'customer', id] as const,
};

export const listOffers = withConditions<Offer>('offers', (query: ListQuery, signal) => body(api.GET('/api/v1/offers', { params: { query }, signal })));
export const offerQuery = (id: string) => ({ queryKey: offerKeys.one(id), queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/offers/{id}', { params: { path: { id } }, signal })) });

/** What a customer has, or may get soon. */
export const offersOfCustomer = (customerId: string) => ({
  queryKey: offerKeys.customer(customerId),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await listOffers({ filter: { customerId: { eq: customerId }, status: { in: 'draft,pending,active' } }, limit: 100 }, signal)).data.filter((offer) => offer.status !== 'expired'),
});

export const draftOffer = (input: OfferInput) => body(api.POST('/api/v1/offers', { body: input }));
export const changeOffer = ({ id, version }: Offer, input: OfferInput) =>
  body(api.PATCH('/api/v1/offers/{id}', { params: { path: { id } }, headers: ifMatch(version), body: input as Schemas['OfferPatch'] }));
export const submitOffer = ({ id, version }: Offer) => body(api.POST('/api/v1/offers/{id}/submission', { params: { path: { id } }, headers: ifMatch(version) }));

export function useOffersChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['offers'] });
}

export const steps = ['submission', 'approval', 'withdrawal'] as const;
export type Step = (typeof steps)[number];
export const allowed: Record<Step, keyof Offer['can']> = { submission: 'submit', approval: 'approve', withdrawal: 'withdraw' };

export function useStep() {
  const { t } = useTranslation('offers');
  const changed = useOffersChanged();
  return useMutation({
    mutationFn: ({ offer, step, reason }: { offer: Offer; step: Step; reason?: string }) => {
      const at = { params: { path: { id: offer.id } }, headers: ifMatch(offer.version) };
      switch (step) {
        case 'submission': return submitOffer(offer);
        case 'approval': return body(api.POST('/api/v1/offers/{id}/approval', at));
        case 'withdrawal': return body(api.POST('/api/v1/offers/{id}/withdrawal', { ...at, body: { reason: reason ?? null } }));
      }
    },
    onSuccess: (offer) => toast(t(`did.${offer.status}`)),
    onSettled: changed,
    meta: { ownErrors: true },
  });
}

type Product = { id: string; categoryId?: string | null };

/** The offers that hold on a day, by what they cover; those for the product itself come first, then its category, then everything. */
export function offersFor(offers: Offer[], product: Product, day: string, parents: ReadonlyMap<string, string | null | undefined>): Offer[] {
  const above = new Set<string>();
  for (let at = product.categoryId; at && !above.has(at); at = parents.get(at)) above.add(at);
  const rank = (offer: Offer) => (offer.productId ? (offer.productId === product.id ? 0 : null) : offer.categoryId ? (above.has(offer.categoryId) ? 1 : null) : 2);
  return offers
    .filter((offer) => holdsOn(offer, day) && offer.kind !== 'benefit' && rank(offer) !== null)
    .toSorted((a, b) => rank(a)! - rank(b)!);
}

export const holdsOn = (offer: Offer, day: string) => offer.status === 'active' && offer.validFrom <= day && (!offer.validTo || day <= offer.validTo);
