/** Lists that come in: sent, columns confirmed, rows, difference, commit and undo; village sheets. */
import type {
  CellFault,
  ColumnMapping,
  ControlFigure,
  Field,
  FilePreview,
  ListDifference,
  ListKind,
  ListMapping,
  ListOptions,
  ListState,
  ListView,
  PrintedSheet,
  RowView,
  SenderView,
  SheetCorrection,
} from '../../src/lists/types.ts';
import { addressOf, call, download, get, post, sendFile } from './client.ts';

export type {
  CellFault,
  ColumnMapping,
  ControlFigure,
  Field,
  FilePreview,
  ListDifference,
  ListKind,
  ListMapping,
  ListOptions,
  ListState,
  ListView,
  PrintedSheet,
  SenderView,
  SheetCorrection,
};

/** First part of the key of every query about lists. */
export const LISTS_KEY = 'lists';

export interface ListQuestion {
  kind?: ListKind;
  state?: ListState;
}

export async function listLists(
  question: ListQuestion,
  page: { before?: number; limit: number },
  signal?: AbortSignal,
): Promise<ListView[]> {
  const answer = await get<{ lists: ListView[] }>('/v1/lists', { ...question, ...page }, signal);
  return answer.lists;
}

export function getList(list: number, signal?: AbortSignal): Promise<ListView> {
  return get(`/v1/lists/${list}`, {}, signal);
}

export interface NewList extends ListOptions {
  kind: ListKind;
  unit: number;
  sender: string;
  asOf: string;
  isFull: boolean;
}

export interface ReceivedList {
  listId: number;
  repeated: boolean;
  jobId: string | null;
}

export function sendList({ unit, ...list }: NewList, file: File): Promise<ReceivedList> {
  const query = { ...list, unit: `u${unit}`, name: file.name.slice(0, 200) };
  return sendFile(addressOf('/v1/lists', query), file);
}

export interface KindView {
  kind: ListKind;
  roles: string[];
  required: string[][];
  asserts: Record<string, string | boolean | null>;
  absence: 'ends' | 'review' | 'nothing';
  unknownPeople: 'add' | 'review';
  /** what is typed of it row after row; empty = it only comes as a file */
  typed: { field: Field; carries: boolean; width: number }[];
  layouts: { id: string; title: string; source: string | null; headers: string[] }[];
}

export async function listKinds(signal?: AbortSignal): Promise<KindView[]> {
  return (await get<{ kinds: KindView[] }>('/v1/list-kinds', {}, signal)).kinds;
}

export async function listSenders(signal?: AbortSignal): Promise<SenderView[]> {
  return (await get<{ senders: SenderView[] }>('/v1/list-senders', {}, signal)).senders;
}

export function saveTemplate(layout: string): Promise<void> {
  return download(`/v1/list-layouts/${layout}/template.xlsx`);
}

// ── one list ────────────────────────────────────────────────────────────────────────────────────

export interface Acted {
  list: ListView;
  jobId: string | null;
}

export function previewFile(
  list: number,
  sheet: number | undefined,
  signal?: AbortSignal,
): Promise<FilePreview> {
  return get(`/v1/lists/${list}/preview`, { sheet, rows: 20 }, signal);
}

/** With all numbers; the server asks for the role and journals why. */
export function previewWhole(
  list: number,
  sheet: number | undefined,
  reason: string,
): Promise<FilePreview> {
  return post(`/v1/lists/${list}/preview`, { sheet, rows: 20, reason });
}

export interface ColumnsInput {
  mapping?: ListMapping;
  options?: ListOptions;
  asOf?: string;
  isFull?: boolean;
  unknownPeople?: 'add' | 'review';
}

export function confirmColumns(list: number, input: ColumnsInput): Promise<Acted> {
  return call('PUT', `/v1/lists/${list}/columns`, { body: input });
}

export type RowLine = RowView;

export interface RowQuestion {
  kind?: 'data' | 'header' | 'title' | 'section' | 'total';
  outcome?: 'linked' | 'new' | 'review' | 'duplicate' | 'leftOut';
  hasWarning?: true;
}

export function listRows(
  list: number,
  question: RowQuestion,
  page: { after: number; limit: number },
  signal?: AbortSignal,
): Promise<{ rows: RowLine[]; next: number | null }> {
  return get(`/v1/lists/${list}/rows`, { ...question, ...page }, signal);
}

export interface FaultRow {
  rowNo: number;
  sheet: number;
  line: number;
  text: string;
  faults: CellFault[] | null;
}

export interface FaultPage {
  rows: FaultRow[];
  next: number | null;
}

export function listFaults(
  list: number,
  page: { after: number; language: 'vi' | 'en' },
  signal?: AbortSignal,
): Promise<FaultPage> {
  return get(`/v1/lists/${list}/faults`, { ...page, limit: 200 }, signal);
}

export function saveFaultsFile(list: number, language: 'vi' | 'en'): Promise<void> {
  return download(`/v1/lists/${list}/faults`, { xlsx: true, language });
}

export function sendCorrected(list: number, file: File): Promise<Acted> {
  const path = `/v1/lists/${list}/corrected`;
  return sendFile(addressOf(path, { name: file.name.slice(0, 200) }), file);
}

export interface DifferenceQuestion {
  kind?: ListDifference['changes'][number]['kind'];
  commune?: number;
}

export function getDifference(
  list: number,
  question: DifferenceQuestion,
  after: number,
  signal?: AbortSignal,
): Promise<ListDifference> {
  return get(`/v1/lists/${list}/difference`, { ...question, after, limit: 200 }, signal);
}

export function saveLinks(list: number): Promise<void> {
  return download(`/v1/lists/${list}/links`, { csv: true });
}

export function compareAgain(list: number): Promise<Acted> {
  return post(`/v1/lists/${list}/compare`);
}

/** @param vanished repeated by the person where the list is braked */
export function commitList(list: number, reason: string, vanished?: number): Promise<Acted> {
  return post(`/v1/lists/${list}/commit`, { reason, vanished });
}

export function undoList(list: number, reason: string): Promise<Acted> {
  return post(`/v1/lists/${list}/undo`, { reason });
}

export function abandonList(list: number): Promise<ListView> {
  return post(`/v1/lists/${list}/abandon`);
}

// ── on paper ────────────────────────────────────────────────────────────────────────────────────

export async function printSheets(unit: number, asOf: string): Promise<PrintedSheet[]> {
  const path = `/v1/units/u${unit}/village-sheets`;
  return (await post<{ sheets: PrintedSheet[] }>(path, { asOf })).sheets;
}

export function getSheet(sheet: number, signal?: AbortSignal): Promise<PrintedSheet> {
  return get(`/v1/village-sheets/${sheet}`, {}, signal);
}

export function correctSheet(
  sheet: number,
  corrections: readonly SheetCorrection[],
  reason: string,
): Promise<{ entryId: number; corrected: number }> {
  return post(`/v1/village-sheets/${sheet}/corrections`, { corrections, reason });
}
