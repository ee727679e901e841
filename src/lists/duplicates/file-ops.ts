/** What a search found as a file, group after group: .xlsx to look at and print, .csv for the next program. */
import { listsEn } from '../../../messages/lists.en.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { enFormat, viFormat } from '../../../messages/format.ts';
import { type XlsxCell, writeXlsx } from '../../formats/xlsx-write.ts';
import type { FileReply } from '../../http/endpoint.ts';
import type { Context } from '../../stores/context.ts';
import { getList } from '../pages-ops.ts';
import { getSearch, showSearch } from './ops.ts';
import type { SearchView } from './types.ts';

const GROUPS_AT_ONCE = 200;
const MEMBERS_MAX = 1_000;

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function writeSearch(
  ctx: Context,
  searchId: number,
  format: 'xlsx' | 'csv',
  language: 'vi' | 'en',
): Promise<FileReply> {
  const search = await getSearch(ctx, searchId);
  const texts = language === 'vi' ? listsVi : listsEn;
  const t = texts.duplicates.file;
  const numbers = language === 'vi' ? viFormat : enFormat;
  const headers = [
    t.group,
    t.members,
    search.listId === null ? t.personId : t.line,
    ...headersOf(search, texts.fields, texts.duplicates.keys),
    ...(search.listId === null ? [t.fullName, t.birthDate, t.place] : []),
  ];
  const name = `${t.name}-${searchId}.${format}`;
  if (format === 'csv') {
    const lines = [csvLine(headers)];
    for await (const rows of rowsOf(ctx, search)) lines.push(...rows.map(csvLine));
    const bytes = Buffer.from(`\ufeff${lines.join('')}`);
    return { file: { name, type: 'text/csv', bytes } };
  }
  const parts: Uint8Array[] = [];
  const source = search.listId === null ? t.register : (await getList(ctx, search.listId)).fileName;
  await writeXlsx(
    {
      sheetName: t.sheet,
      title: t.title,
      notes: [
        source,
        t.sums(numbers.number(search.groups), numbers.number(search.members)),
        t.by(search.actorName, numbers.date(search.madeAt.slice(0, 10))),
      ],
      columns: headers.map((header, at) => ({
        header,
        width: at < 3 ? 10 : 22,
        kind: at < 3 ? 'number' : 'text',
      })),
      rows: rowsOf(ctx, search),
      footer: t.footer,
    },
    (bytes) => void parts.push(bytes),
  );
  return { file: { name, type: XLSX_TYPE, bytes: Buffer.concat(parts) } };
}

function headersOf(
  search: SearchView,
  fields: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, string>>,
): string[] {
  return search.columns.map(({ header, field }) => {
    if (header !== '') return header;
    return keys[field ?? ''] ?? fields[field ?? ''] ?? '';
  });
}

async function* rowsOf(ctx: Context, search: SearchView): AsyncGenerator<XlsxCell[][]> {
  for (let after = 0; ;) {
    const page = { after, limit: GROUPS_AT_ONCE, membersMax: MEMBERS_MAX };
    const { groups, next } = await showSearch(ctx, search.searchId, page);
    yield groups.flatMap(({ groupNo, members, shown }) =>
      shown.map(({ line, personId, cells, person }): XlsxCell[] => [
        groupNo,
        members,
        personId ?? line,
        ...cells,
        ...(search.listId === null
          ? [person?.fullName ?? '', person?.birthDate ?? '', person?.place ?? '']
          : []),
      ]),
    );
    if (next === null) return;
    after = next;
  }
}

function csvLine(cells: readonly XlsxCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Quoted where it must be; what a program would take for a formula keeps an apostrophe before it. */
function csvCell(cell: XlsxCell): string {
  const text = cell === null ? '' : String(cell);
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
