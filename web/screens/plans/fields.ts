/** The fields of each kind of item: what is shown, what can be corrected. Pure. */
import type { ItemKind, ItemValue } from '../../api/plans.ts';
import type { PlanWords } from './words.ts';

export type FieldName = keyof PlanWords['fields'];

export interface Field {
  name: FieldName;
  /** where it stands in the item */
  key: string;
  kind: 'text' | 'long' | 'lines' | 'number' | 'day' | 'choice' | 'year';
  choices?: readonly string[];
  /** an empty field becomes null instead of being left out */
  isNullable?: boolean;
}

const OPERATORS = ['=', '>=', '>', '<', '<='];
const ROLES = ['thực hiện', 'chủ trì', 'phối hợp'];

const FIELDS: Readonly<Record<ItemKind, readonly Field[]>> = {
  target: [
    { name: 'unit', key: 'unit', kind: 'text' },
    { name: 'group', key: 'group', kind: 'text' },
    { name: 'year', key: 'year', kind: 'year' },
    { name: 'op', key: 'op', kind: 'choice', choices: OPERATORS },
    { name: 'value', key: 'value', kind: 'number', isNullable: true },
    { name: 'uom', key: 'uom', kind: 'text' },
    {
      name: 'kindOfTarget',
      key: 'kind',
      kind: 'choice',
      choices: ['target', 'actual', 'subsidy'],
    },
    { name: 'indicator', key: 'indicator', kind: 'text' },
  ],
  task: [
    { name: 'agency', key: 'agency', kind: 'lines' },
    { name: 'role', key: 'role', kind: 'choice', choices: ROLES },
    { name: 'coAgencies', key: 'coAgencies', kind: 'lines' },
    { name: 'text', key: 'text', kind: 'long' },
    { name: 'deadline', key: 'deadline', kind: 'day', isNullable: true },
    { name: 'time', key: 'time', kind: 'text' },
    { name: 'deadlineText', key: 'deadlineText', kind: 'text', isNullable: true },
    { name: 'recurrence', key: 'recurrence', kind: 'text' },
  ],
  report: [
    { name: 'who', key: 'who', kind: 'lines' },
    { name: 'to', key: 'to', kind: 'lines' },
    { name: 'content', key: 'content', kind: 'long' },
    { name: 'frequency', key: 'frequency', kind: 'text' },
    { name: 'deadlineText', key: 'deadlineText', kind: 'text', isNullable: true },
    { name: 'time', key: 'time', kind: 'text' },
  ],
  committee: [{ name: 'name', key: 'name', kind: 'text' }],
  campaign: [
    { name: 'name', key: 'name', kind: 'text' },
    { name: 'start', key: 'start', kind: 'day', isNullable: true },
    { name: 'end', key: 'end', kind: 'day', isNullable: true },
  ],
  basis: [
    { name: 'number', key: 'number', kind: 'text', isNullable: true },
    { name: 'type', key: 'type', kind: 'text' },
    { name: 'date', key: 'date', kind: 'day', isNullable: true },
    { name: 'issuer', key: 'issuer', kind: 'text', isNullable: true },
    { name: 'title', key: 'title', kind: 'text' },
  ],
};

export function fieldsOf(kind: ItemKind): readonly Field[] {
  return FIELDS[kind];
}

/** What stands in the form: one text a field. */
export type Draft = Readonly<Record<string, string>>;

export function draftOf(value: ItemValue): Draft {
  const body = value.body as Record<string, unknown>;
  return Object.fromEntries(
    fieldsOf(value.kind).map((field) => [field.key, textOf(body[field.key], field)]),
  );
}

function textOf(value: unknown, field: Field): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(field.kind === 'lines' ? '\n' : ', ');
  if (typeof value === 'number') return String(value).replace('.', ',');
  return String(value);
}

/** The item with what was typed; fields that hold no number or day as they should are named. */
export function valueOf(
  value: ItemValue,
  draft: Draft,
): { value: ItemValue; wrong: readonly FieldName[] } {
  const body: Record<string, unknown> = { ...value.body };
  const wrong: FieldName[] = [];
  for (const field of fieldsOf(value.kind)) {
    const text = (draft[field.key] ?? '').trim();
    const read = readField(text, field);
    if (read === undefined) wrong.push(field.name);
    else if (read === ABSENT) delete body[field.key];
    else body[field.key] = read;
  }
  return { value: { ...value, body } as ItemValue, wrong };
}

const ABSENT = Symbol('absent');

function readField(text: string, field: Field): unknown {
  if (text === '' && field.kind !== 'lines') {
    if (field.isNullable) return null;
    return REQUIRED.has(field.name) ? undefined : ABSENT;
  }
  switch (field.kind) {
    case 'lines': {
      const lines = text.split('\n').map((line) => line.trim());
      const kept = lines.filter((line) => line !== '');
      return kept.length === 0 && !REQUIRED.has(field.name) ? ABSENT : kept;
    }
    case 'number':
      return readNumber(text);
    case 'year':
      return /^\d{4}$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}

const REQUIRED: ReadonlySet<FieldName> = new Set([
  'unit',
  'group',
  'year',
  'uom',
  'agency',
  'text',
  'who',
  'to',
  'content',
  'frequency',
  'name',
  'type',
]);

/** "95,5" · "182.330" · "8912"; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '') : text;
  const number = Number(plain.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** An item of a kind with nothing said yet, for "Thêm mục". */
export function emptyValue(kind: ItemKind, unit: string): ItemValue {
  const line = 1;
  switch (kind) {
    case 'target':
      return {
        kind,
        body: {
          unit,
          group: 'Toàn dân',
          year: new Date().getFullYear(),
          value: null,
          op: '>=',
          uom: '%',
          kind: 'target',
          source: 'text',
          line,
          raw: '',
        },
      };
    case 'task':
      return {
        kind,
        body: {
          agency: [],
          role: 'thực hiện',
          section: '',
          start: '',
          line,
          kind: 'assigned',
          deadline: null,
          deadlineText: null,
          text: '',
          lastLine: line,
        },
      };
    case 'report':
      return {
        kind,
        body: {
          who: [],
          to: [],
          content: '',
          frequency: '',
          deadline: null,
          deadlineText: null,
          line,
          start: '',
          text: '',
        },
      };
    case 'committee':
      return { kind, body: { name: '', line, members: [] } };
    case 'campaign':
      return { kind, body: { name: '', start: null, end: null, milestones: [], line } };
    default:
      return {
        kind,
        body: { number: null, type: '', date: null, issuer: null, relation: 'basis', line },
      };
  }
}
