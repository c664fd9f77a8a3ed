import { currentLanguage } from '../../i18n/language';
import { problemFrom } from '../../api/problem';
import type { components } from '../../api/schema';
import { accessToken, refreshSession } from '../../api/session';

type Schemas = components['schemas'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportMapping = Schemas['ImportMapping'];
export type ColumnMapping = Schemas['ColumnMapping'];
export type NewField = Schemas['NewField'];
export type PreviewColumn = Schemas['PreviewColumn'];
export type PreviewTarget = Schemas['PreviewTarget'];
export type ImportMode = Schemas['ImportMode'];

/** How the user wants the file to be read, where he knows better than it seems. */
export type Reading = { encoding?: string; separator?: string; headerRow?: string; sheet?: string };

export const accepted = '.csv,.txt,.tsv,.xlsx,.xls,.vcf,.vcard';

const form = (fields: Record<string, string | File | undefined>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== '') data.append(name, value);
  return data;
};

export async function previewImport(entity: string, source: File | string, reading: Reading, onProgress?: (done: number) => void): Promise<ImportPreview> {
  const from = typeof source === 'string' ? { uploadId: source } : { file: source };
  const response = await post('/api/v1/imports/preview', form({ entity, ...reading, ...from }), onProgress);
  return (await response.json()) as ImportPreview;
}

export type ImportOrder = { entity: string; uploadId: string; mode: ImportMode; matchOn: string[]; mapping: ImportMapping; dryRun: boolean; reading: Reading };

/** Id of the job that does it. */
export async function startImport({ entity, uploadId, mode, matchOn, mapping, dryRun, reading }: ImportOrder): Promise<string> {
  const response = await post('/api/v1/imports', form({ entity, uploadId, mode, matchOn: matchOn.join(','), mapping: JSON.stringify(mapping), dryRun: String(dryRun), ...reading }));
  return response.headers.get('Location')!.split('/').at(-1)!;
}

/** A large file takes a while, and `fetch` cannot tell how far it is. */
async function post(path: string, data: FormData, onProgress?: (done: number) => void): Promise<Response> {
  let response = await send(path, data, onProgress);
  if (response.status === 401 && (await refreshSession())) response = await send(path, data, onProgress);
  if (!response.ok) throw await problemFrom(response);
  return response;
}

function send(path: string, data: FormData, onProgress?: (done: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.setRequestHeader('Crm-Client', 'page');
    if (onProgress) request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener('error', () => reject(new TypeError('network')));
    request.addEventListener('load', () => {
      const headers = new Headers({ 'Content-Type': request.getResponseHeader('Content-Type') ?? '' });
      const location = request.getResponseHeader('Location');
      if (location) headers.set('Location', location);
      resolve(new Response(request.responseText || null, { status: request.status, headers }));
    });
    request.send(data);
  });
}
