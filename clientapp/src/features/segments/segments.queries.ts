import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import type { ApiFilter } from '../../table/whereApi';

type Schemas = components['schemas'];
export type Segment = Schemas['SegmentRow'];
export type SegmentInput = Schemas['SegmentInput'];
type Signal = { signal: AbortSignal };

const at = (id: string) => ({ params: { path: { id } } });

/** Page after page: a company has some hundred at most, and menus offer all of them. */
async function allSegments(archived: boolean, signal: AbortSignal) {
  const data: Segment[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await body(api.GET('/api/v1/segments', { params: { query: { ...(archived && { archived }), limit: 200, ...(cursor && { cursor }) } }, signal }));
    data.push(...page.data);
    if (!page.page.next) return { ...page, data };
    cursor = page.page.next;
  }
}

export const segmentsQuery = {
  queryKey: ['segments', 'list'] as string[],
  queryFn: ({ signal }: Signal) => allSegments(false, signal),
  staleTime: 60_000,
};

export const archivedSegmentsQuery = {
  queryKey: ['segments', 'archived'] as string[],
  queryFn: ({ signal }: Signal) => allSegments(true, signal),
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

export const deleteSegment = ({ id, version }: Segment) => body(api.DELETE('/api/v1/segments/{id}', { ...at(id), headers: ifMatch(version) }));
export const captureSegment = ({ id, version }: Segment) => body(api.POST('/api/v1/segments/{id}/capture', { ...at(id), headers: ifMatch(version) }));
export const addMember = (id: string, customerId: string) => body(api.POST('/api/v1/segments/{id}/members', { ...at(id), body: { customerIds: [customerId] } }));
export const removeMember = (id: string, customerId: string) => body(api.DELETE('/api/v1/segments/{id}/members/{customerId}', { params: { path: { id, customerId } } }));

export const membersQuery = (id: string) => ({
  queryKey: ['segments', 'members', id] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/segments/{id}/members', { params: { path: { id }, query: { limit: 10 } }, signal })),
});

export function useSegmentsChanged() {
  const client = useQueryClient();
  return () => Promise.all([['segments'], ['customers']].map((queryKey) => client.invalidateQueries({ queryKey })));
}
