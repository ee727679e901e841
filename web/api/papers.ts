/** Papers of records. A file is sent with its progress told, which fetch cannot do. */
import type {
  AttachedPaper,
  PaperKind,
  PaperPurpose,
  PaperView,
  PapersPage,
} from '../../src/papers/types.ts';
import { storedLanguage } from '../text/language.tsx';
import { ApiFault, addressOf, get, kindOf, post, saveBytes } from './client.ts';

export type { AttachedPaper, PaperKind, PaperPurpose, PaperView, PapersPage };

export const PAPERS_KEY = 'papers';

/** What a paper hangs on, and where its calls go. */
export interface PaperOwner {
  kind: 'person' | 'household' | 'item';
  id: number;
}

const PATHS: Readonly<Record<PaperOwner['kind'], string>> = {
  person: '/v1/people',
  household: '/v1/households',
  item: '/v1/review/items',
};

function pathOf({ kind, id }: PaperOwner): string {
  return `${PATHS[kind]}/${id}/papers`;
}

export function listPapers(owner: PaperOwner, signal?: AbortSignal): Promise<PapersPage> {
  return get(pathOf(owner), {}, signal);
}

export interface PaperFields {
  kind: PaperKind;
  datedOn: string | null;
  note: string;
  /** of a person: the entry of the register it proves */
  entry?: number | undefined;
}

/** Throws ApiFault; kind `network` when the line broke, so that it can be tried again. */
export function sendPaper(
  owner: PaperOwner,
  fields: PaperFields,
  file: Blob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<AttachedPaper> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(pathOf(owner), { ...fields }));
    request.setRequestHeader('accept-language', storedLanguage());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const body = (request.response ?? {}) as AttachedPaper;
      if (request.status === 200) resolve(body);
      else reject(new ApiFault(kindOf(request.status), request.status, body as never));
    });
    request.addEventListener('error', () => reject(new ApiFault('network', 0, {})));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** The bytes; every opening is journaled with its purpose. */
export async function openPaper(
  owner: PaperOwner,
  paperId: number,
  asked: { purpose: PaperPurpose; reason?: string },
): Promise<Blob> {
  const address = addressOf(`${pathOf(owner)}/${paperId}/file`, { ...asked });
  const headers = { 'accept-language': storedLanguage() };
  const response = await fetch(address, { headers, credentials: 'same-origin' }).catch(() => {
    throw new ApiFault('network', 0, {});
  });
  if (response.ok) return await response.blob();
  const problem = (await response.json().catch(() => ({}))) as object;
  throw new ApiFault(kindOf(response.status), response.status, problem);
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

export async function savePaper(
  owner: PaperOwner,
  paper: PaperView,
  reason: string | undefined,
): Promise<void> {
  const bytes = await openPaper(owner, paper.paperId, {
    purpose: 'download',
    reason: reason ?? '',
  });
  saveBytes(bytes, `giay-to-${paper.paperId}.${ENDINGS[paper.mediaType] ?? 'bin'}`);
}

export function removePaper(owner: PaperOwner, paperId: number, reason: string): Promise<void> {
  return post(`${pathOf(owner)}/${paperId}/remove`, { reason });
}

export function restorePaper(owner: PaperOwner, paperId: number, reason: string): Promise<void> {
  return post(`${pathOf(owner)}/${paperId}/restore`, { reason });
}
