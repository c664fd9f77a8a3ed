import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';
import { withConditions } from '../../table/conditions';
import { toast } from '../../ui/toast';
import type { ApiFilter } from '../../table/whereApi';

type Schemas = components['schemas'];
export type Segment = Schemas['SegmentRow'];
export type SegmentInput = Schemas['SegmentInput'];
type Signal = { signal: AbortSignal };

const at = (id: string) => ({ params: { path: { id } } });

export const segmentKeys = { list: ['segments', 'list'] as const, one: (id: string) => ['segments', 'one', id] as const };

export const listSegments = withConditions<Segment>('segments', (query: ListQuery, signal) => body(api.GET('/api/v1/segments', { params: { query }, signal })));
export const segmentQuery = (id: string) => ({ queryKey: segmentKeys.one(id), queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/segments/{id}', { ...at(id), signal })) });

/** Page after page: a company has some hundred in use at most, and menus offer all of them. */
async function allSegments(signal: AbortSignal) {
  const data: Segment[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listSegments({ filter: { archived: { eq: 'false' } }, limit: 200, ...(cursor && { cursor }) }, signal);
    data.push(...page.data);
    if (!page.page.next) return { ...page, data };
    cursor = page.page.next;
  }
}

export const segmentsQuery = {
  queryKey: ['segments', 'menu'] as string[],
  queryFn: ({ signal }: Signal) => allSegments(signal),
  staleTime: 60_000,
};

export const sizesQuery = (id: string) => ({
  queryKey: ['segments', 'sizes', id] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/segments/{id}/sizes', { ...at(id), signal })),
});

export const overlapQuery = (id: string, other: string) => ({
  queryKey: ['segments', 'overlap', id, other] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/segments/{id}/overlap/{other}', { params: { path: { id, other } }, signal })),
});

/** How many customers a condition leaves; typing on cancels the request before it is sent. */
export const countQuery = (where: ApiFilter) => ({
  queryKey: ['segments', 'count', where] as const,
  queryFn: async ({ signal }: Signal) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return body(api.POST('/api/v1/segments/preview', { body: { where }, signal }));
  },
  retry: false,
  staleTime: 10_000,
});

export const saveSegment = (input: SegmentInput, known?: Segment) =>
  known ? body(api.PUT('/api/v1/segments/{id}', { ...at(known.id), headers: ifMatch(known.version), body: input })) : body(api.POST('/api/v1/segments', { body: input }));

/** All that can be written about a segment, as it is now. */
export const inputOf = ({ name, description, color, kind, where, shared, archivedAt }: Segment): SegmentInput => ({ name, description: description ?? null, color, kind, where: where ?? null, shared, archived: archivedAt != null });

export const captureSegment = ({ id, version }: Segment) => body(api.POST('/api/v1/segments/{id}/capture', { ...at(id), headers: ifMatch(version) }));
export const addMember = (id: string, customerId: string) => body(api.POST('/api/v1/segments/{id}/members', { ...at(id), body: { customerIds: [customerId] } }));
export const removeMember = (id: string, customerId: string) => body(api.DELETE('/api/v1/segments/{id}/members/{customerId}', { params: { path: { id, customerId } } }));

export const membersQuery = (id: string) => ({
  queryKey: ['segments', 'members', id] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/segments/{id}/members', { params: { path: { id }, query: { limit: 10 } }, signal })),
});

export function useSegmentsChanged() {
  const client = useQueryClient();
  return () => Promise.all([['segments'], ['customers'], ['history']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Into the bin and out again; each says what happened, and deleting can be undone. */
export function useSegmentBin() {
  const { t } = useTranslation('segments');
  const changed = useSegmentsChanged();
  const restore = useMutation({
    mutationFn: ({ id }: Segment) => body(api.POST('/api/v1/segments/{id}/restoration', at(id))),
    onSuccess: (_, { name }) => toast(t('restored', { name })),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Segment) => body(api.DELETE('/api/v1/segments/{id}', { ...at(id), headers: ifMatch(version) })),
    onSuccess: (_, segment) => toast(t('deleted', { name: segment.name }), { undo: () => restore.mutate(segment) }),
    onSettled: changed,
  });
  return { remove: remove.mutate, restore: restore.mutate };
}
