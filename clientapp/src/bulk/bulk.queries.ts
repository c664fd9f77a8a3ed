import { api, body } from '../api/client';
import { problemFrom } from '../api/problem';
import type { ListQuery } from '../api/list';
import type { components } from '../api/schema';
import { begun } from '../features/jobs/begun';
import { filterOf } from '../table/whereApi';

type Schemas = components['schemas'];
type BulkInput = Schemas['BulkInput'];
export type BulkKind = NonNullable<BulkInput['action']>;
export type BulkPreview = Schemas['BulkPreview'];

/** These records, or everything that the list finds. */
export type BulkTarget = { ids?: string[]; query: ListQuery };
/** What is done with them. */
export type BulkOrder = Pick<BulkInput, 'action' | 'tags' | 'ownerId'> & { values?: object };

const narrowed = (query: ListQuery) => ({ where: filterOf(query), ...(query.q && { q: query.q }), deleted: query.deleted === 'only' });

const inputOf = ({ ids, query }: BulkTarget, order: BulkOrder) => ({ ...order, ...(ids ? { ids, deleted: query.deleted === 'only' } : narrowed(query)) }) as BulkInput;

export const previewBulk = (entity: string, target: BulkTarget, order: BulkOrder, signal: AbortSignal) =>
  body(api.POST('/api/v1/{entity}/bulk/preview', { params: { path: { entity } }, body: inputOf(target, order), signal }));

/** Begins the job, unless meanwhile more or fewer match than the user has seen. */
export const startBulk = (entity: string, target: BulkTarget, order: BulkOrder, seen: number | null) =>
  begun(api.POST('/api/v1/{entity}/bulk', { params: { path: { entity } }, body: { ...inputOf(target, order), ...(seen !== null && { expectedCount: seen }) } }));

export type ExportFormat = Schemas['ExportFormat'];
export type ExportOrder = { columns: string[]; format: ExportFormat; language: 'zh-CN' | 'en' };

const exportInput = (entity: string, { ids, query }: BulkTarget, { columns, format, language }: ExportOrder): Schemas['ExportInput'] => {
  const { where, ...narrow } = narrowed(query);
  const chosen = ids ? { field: 'id', op: 'in' as const, value: ids } : null;
  return { entity, where: chosen ?? where, ...narrow, ...(query.sort && { sort: query.sort }), columns, format, language };
};

export const startExport = (entity: string, target: BulkTarget, order: ExportOrder) => begun(api.POST('/api/v1/exports', { body: exportInput(entity, target, order) }));

/** A short list as the file itself, at once. */
export async function exportNow(entity: string, target: BulkTarget, order: ExportOrder): Promise<Blob> {
  const { data, response } = await api.POST('/api/v1/exports', { params: { query: { now: true } }, body: exportInput(entity, target, order), parseAs: 'blob' });
  if (!data) throw await problemFrom(response);
  return data as unknown as Blob;
}
