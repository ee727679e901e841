/** Who loses cover until a day, why, and what keeping it costs: the names behind the forecast. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type XlsxCell, writeXlsx } from '../formats/xlsx-write.ts';
import { refuse } from '../kernel/outcome.ts';
import { maskPhone } from '../registry/mask.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { priceAfter } from './forecast-ops.ts';
import { currentLawBook } from './law.ts';
import { makeLawDesk } from './law-desk.ts';
import { FILE_ROWS_MAX, type WrittenFile, nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { type LapseGroup, type LapsingQuery, listLapseGroups, listLapsing } from './sql-lapses.ts';
import { listNames, listPlaceNames } from './sql-lists.ts';
import type { BasisView, LapsingAnswer, LapsingFilter, LapsingSort } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface LapsingQuestion extends LapsingFilter {
  unit: string | number;
  codeOn?: string | undefined;
  sort?: LapsingSort;
  descending?: boolean;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
}

type LapsingRow = LapsingAnswer['rows'][number];

/** One page; names with the caller's own rights. */
export async function listLapsingPeople(
  ctx: Context,
  question: LapsingQuestion,
): Promise<LapsingAnswer> {
  const { until, limit, after = '0' } = question;
  if (!/^\d{1,7}$/.test(after)) refuse('entitlement.unknownPage', {}, 'query.after');
  const offset = Number(after);
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const { groups, total } = head;
    const rows = await readPage(tx, head, queryOf(question, offset, limit));
    return {
      unit: head.scope.unit,
      basis: head.basis,
      until,
      total,
      byCause: sumBy(groups, { ...question, cause: undefined }, (row) => row.cause).map(
        ([cause, people]) => ({ cause, people }),
      ),
      byCategory: sumBy(
        groups,
        { ...question, category: undefined },
        (row) => row.cardCategory,
      ).map(([category, people]) => ({ category, name: nameOf(category) ?? category, people })),
      rows,
      next: offset + limit < total ? String(offset + limit) : null,
    };
  });
}

interface Head {
  basis: BasisView;
  scope: UnitScope;
  groups: LapseGroup[];
  total: number;
}

async function readHead(tx: Context, question: LapsingQuestion): Promise<Head> {
  const basis = await needBasis(tx);
  const { codeOn, place, until } = question;
  const scope = await readScope(tx, question.unit, basis.decidedOn, { codeOn, place });
  const groups = await listLapseGroups(tx.db, scope.placeIds, until);
  const total = groups.reduce((sum, row) => sum + (fits(row, question) ? row.people : 0), 0);
  return { basis, scope, groups, total };
}

type Choice = Pick<LapsingFilter, 'cause' | 'category'>;

function fits(row: LapseGroup, { cause, category }: Choice): boolean {
  if (cause !== undefined && row.cause !== cause) return false;
  return category === undefined || row.cardCategory === category;
}

function sumBy(
  groups: readonly LapseGroup[],
  choice: Choice,
  keyOf: (row: LapseGroup) => string,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of groups) {
    if (fits(row, choice)) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.people);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function queryOf(question: LapsingQuestion, offset: number, limit: number): LapsingQuery {
  const { until, cause, category, sort = 'lapseOn', descending = false } = question;
  return { until, cause, category, sort, descending, offset, limit };
}

async function readPage(
  tx: Context,
  { basis, scope }: Head,
  query: LapsingQuery,
): Promise<LapsingRow[]> {
  const found = await asOwner(tx, async () => {
    const rows = await listLapsing(tx.db, scope.placeIds, query);
    const placeIds = [...new Set(rows.map((row) => row.placeId))];
    return { rows, places: await listPlaceNames(tx.db, placeIds, scope.on) };
  });
  const ids = found.rows.map((row) => row.personId);
  const names = await listNames(tx.db, ids, basis.decidedOn);
  const desk = makeLawDesk(currentLawBook());
  return found.rows.map(({ stateBp, provinceBp, ownBp, ...row }) => {
    const person = names.get(row.personId);
    const place = found.places.get(row.placeId);
    const shares = { stateBp, provinceBp, ownBp };
    return {
      ...row,
      fullName: person?.fullName ?? null,
      birthDate: person?.birthDate ?? null,
      phone: maskPhone(person?.phone ?? null),
      placeName: place?.name ?? '',
      communeName: place?.communeName ?? null,
      cardCategoryName: nameOf(row.cardCategory) ?? row.cardCategory,
      categoryName: nameOf(row.category),
      shares,
      monthlyVnd: priceAfter(desk, { ...row, ...shares }),
    };
  });
}

const BATCH_ROWS = 2_000;

/** The whole list, numbers masked; refuses more than 50,000 rows. */
export async function writeLapsingFile(
  ctx: Context,
  question: Omit<LapsingQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, { ...question, limit: 1 }));
    const { total } = head;
    if (total > FILE_ROWS_MAX) refuse('entitlement.tooLong', { limit: FILE_ROWS_MAX });
    const language = question.language ?? 'vi';
    const texts = language === 'en' ? entitlementEn : entitlementVi;
    const { lapsing, list } = texts;
    const { unit } = head.scope;
    const causes: Readonly<Record<string, string>> = texts.causes;
    async function* batches(): AsyncGenerator<XlsxCell[][]> {
      for (let offset = 0; offset < total; offset += BATCH_ROWS) {
        const query = queryOf({ ...question, limit: BATCH_ROWS }, offset, BATCH_ROWS);
        const rows = await readPage(tx, head, query);
        yield rows.map((row, at) => [
          offset + at + 1,
          row.fullName ?? list.hidden,
          row.birthDate,
          row.phone,
          row.placeName,
          row.communeName,
          nameOf(row.cardCategory, language),
          row.lapseOn,
          causes[row.cause] ?? row.cause,
          nameOf(row.category, language) ?? texts.notOffered,
          row.monthlyVnd,
        ]);
      }
    }
    const parts: Uint8Array[] = [];
    const rows = await writeXlsx(
      {
        sheetName: lapsing.sheet,
        title: lapsing.title,
        notes: [
          list.unit(unit.name),
          lapsing.until(question.until),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          lapsing.price,
          list.masked,
          list.writtenBy(ctx.who.name),
        ],
        columns: columnsOf(language),
        rows: batches(),
        footer: list.page,
      },
      (bytes) => void parts.push(bytes),
    );
    const name = lapsing.fileName(unit.code ?? String(unit.unitId), question.until);
    return { name, bytes: Buffer.concat(parts), rows };
  });
}

function columnsOf(language: 'vi' | 'en') {
  const { lapsing, list } = language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = list;
  const text = (header: string, width: number) => ({ header, width, kind: 'text' as const });
  const number = (header: string, width: number) => ({ header, width, kind: 'number' as const });
  const date = (header: string) => ({ header, width: 12, kind: 'date' as const });
  return [
    number(columns.order, 6),
    text(columns.fullName, 26),
    date(columns.birthDate),
    text(columns.phone, 13),
    text(columns.place, 22),
    text(columns.commune, 20),
    text(lapsing.columns.card, 34),
    date(columns.lapsedOn),
    text(lapsing.columns.cause, 34),
    text(columns.category, 36),
    number(columns.monthlyVnd, 14),
  ];
}
