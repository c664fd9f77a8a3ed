import { currentLanguage } from '../i18n/language';
import { api } from './client';
import { ApiProblem, problemFrom } from './problem';
import type { components } from './schema';
import { accessToken, refreshSession } from './session';

export type FileRow = components['schemas']['FileRow'];

/** What the API takes; it looks into the file too, this only spares the way. */
export const fileRules = {
  maxBytes: 20 * 1024 * 1024,
  extensions: ['.pdf', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.docx', '.xlsx', '.pptx', '.doc', '.xls', '.ppt', '.zip', '.txt', '.csv', '.mp3', '.wav'],
};

export type FileFault = 'empty' | 'tooLarge' | 'type';

export function fileFault({ name, size }: { name: string; size: number }): FileFault | null {
  if (!fileRules.extensions.some((extension) => name.toLowerCase().endsWith(extension))) return 'type';
  if (size === 0) return 'empty';
  return size > fileRules.maxBytes ? 'tooLarge' : null;
}

/** A link could not carry the token, so the bytes are fetched and handed to the browser. */
export async function download({ id, name }: Pick<FileRow, 'id' | 'name'>) {
  const { data } = await api.GET('/api/v1/files/{id}/content', { params: { path: { id } }, parseAs: 'blob' });
  hand(data as unknown as Blob, name);
}

/** The same from an address that an answer gave, such as the file of a job; the name that the answer says goes before. */
export async function downloadFrom(address: string, name: string) {
  const { data, response } = await api.GET(address as '/api/v1/jobs', { parseAs: 'blob' });
  const said = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  hand(data as unknown as Blob, said ? decodeURIComponent(said) : name);
}

/** Gives bytes to the browser as a file to keep. */
export function hand(bytes: Blob, name: string) {
  const url = URL.createObjectURL(bytes);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export async function upload(path: string, file: File, onProgress: (done: number) => void, key: string = crypto.randomUUID()): Promise<FileRow> {
  return (await (await sendForm(path, { file }, onProgress, key)).json()) as FileRow;
}

type Form = Record<string, string | File | undefined>;

/** Sends a form with progress from 0 to 1, which `fetch` cannot tell; what is empty stays away. */
export async function sendForm(path: string, fields: Form, onProgress?: (done: number) => void, key?: string): Promise<Response> {
  let response = await send(path, fields, onProgress, key);
  if (response.status === 401 && (await refreshSession())) response = await send(path, fields, onProgress, key);
  if (!response.ok) throw await problemFrom(response);
  return response;
}

function send(path: string, fields: Form, onProgress?: (done: number) => void, key?: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.setRequestHeader('Crm-Client', 'page');
    if (key) request.setRequestHeader('Idempotency-Key', key);
    if (onProgress) request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener('error', () => reject(new TypeError('network')));
    request.addEventListener('load', () => {
      const told = ['Content-Type', 'Location'].flatMap((name) => [[name, request.getResponseHeader(name)!] as [string, string]].filter(([, value]) => value));
      resolve(new Response(request.responseText || null, { status: request.status, headers: told }));
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
    request.send(form);
  });
}

/** Why the server did not take a file, in its own words. */
export const refusalOf = (error: unknown) => (error instanceof ApiProblem ? (error.fieldError('/file') ?? error.message) : null);
