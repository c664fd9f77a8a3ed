import { sendForm } from '../../api/files';
import type { components } from '../../api/schema';

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

export async function previewImport(entity: string, source: File | string, reading: Reading, onProgress?: (done: number) => void): Promise<ImportPreview> {
  const from = typeof source === 'string' ? { uploadId: source } : { file: source };
  const response = await sendForm('/api/v1/imports/preview', { entity, ...reading, ...from }, onProgress);
  return (await response.json()) as ImportPreview;
}

export type ImportOrder = { entity: string; uploadId: string; mode: ImportMode; matchOn: string[]; mapping: ImportMapping; dryRun: boolean; reading: Reading };

/** Id of the job that does it. */
export async function startImport({ entity, uploadId, mode, matchOn, mapping, dryRun, reading }: ImportOrder): Promise<string> {
  const response = await sendForm('/api/v1/imports', { entity, uploadId, mode, matchOn: matchOn.join(','), mapping: JSON.stringify(mapping), dryRun: String(dryRun), ...reading });
  return response.headers.get('Location')!.split('/').at(-1)!;
}
