/** The people a sponsorship pays for, of a unit: a page, or all of them as a file. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import {
  type WrittenFile,
  column,
  describePeople,
  nextOf,
  offsetOf,
  writePeopleFile,
} from './people-page.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { needReaching } from './sponsorship-ops.ts';
import { countUses, listSponsoredPeople } from './sql-sponsored.ts';
import type { SponsorshipRow } from './sql-sponsorships.ts';
import type { SponsoredPeopleAnswer } from './sponsorship-types.ts';
import type { BasisView } from './types.ts';
import type { UnitScope } from './unit-scope.ts';

export interface SponsoredQuestion {
  unit: string | number;
  sponsorshipId: number;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
}

export async function listSponsored(
  ctx: Context,
  question: SponsoredQuestion,
): Promise<SponsoredPeopleAnswer> {
  const { limit, after } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    return {
      unit: head.scope.unit,
      basis: head.basis,
      total: head.total,
      rows: await readPage(tx, head, offset, limit),
      next: nextOf(offset, limit, head.total),
    };
  });
}

interface Head {
  row: SponsorshipRow;
  scope: UnitScope;
  basis: BasisView;
  total: number;
}

async function readHead(
  tx: Context,
  { unit, sponsorshipId }: Omit<SponsoredQuestion, 'limit' | 'after'>,
): Promise<Head> {
  const basis = await needBasis(tx);
  const { scope, row } = await needReaching(tx, unit, sponsorshipId);
  const uses = await countUses(tx.db, scope.placeIds);
  return { row, scope, basis, total: uses.get(sponsorshipId)?.people ?? 0 };
}

async function readPage(
  tx: Context,
  { row: { sponsorshipId }, scope, basis }: Head,
  offset: number,
  limit: number,
): Promise<SponsoredPeopleAnswer['rows']> {
  const query = { sponsorshipId, offset, limit };
  const found = await asOwner(tx, () => listSponsoredPeople(tx.db, scope.placeIds, query));
  const people = await describePeople(tx, found, scope.on, basis.decidedOn);
  return people.map(({ row, who }) => ({
    ...row,
    ...who,
    categoryName: nameOf(row.category) ?? row.category,
  }));
}

export async function writeSponsoredFile(
  ctx: Context,
  question: Omit<SponsoredQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  const { language = 'vi' } = question;
  const { sponsorship, budget, budgetPeople, list } =
    language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = list;
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const { unit } = head.scope;
    return await writePeopleFile(
      {
        name: sponsorship.fileName(unit.code ?? String(unit.unitId), head.row.sponsorshipId),
        sheetName: sponsorship.sheet,
        title: sponsorship.title,
        notes: [
          sponsorship.by(budget.payers[head.row.payer], head.row.payerName),
          list.unit(unit.name),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          list.writtenBy(ctx.who.name),
        ],
        columns: [
          column.number(columns.order, 6),
          column.text(columns.fullName, 26),
          column.date(columns.birthDate),
          column.text(columns.place, 22),
          column.text(columns.commune, 20),
          column.text(budget.columns.category, 40),
          column.text(sponsorship.columns.hasCard, 10),
          column.number(budgetPeople.months, 10),
          column.number(sponsorship.columns.reservedVnd),
          column.number(sponsorship.columns.usedMonths, 10),
          column.number(sponsorship.columns.usedVnd),
        ],
        footer: list.page,
      },
      head.total,
      async (offset, limit) => {
        const rows = await readPage(tx, head, offset, limit);
        return rows.map((row, at) => [
          offset + at + 1,
          row.fullName ?? list.hidden,
          row.birthDate,
          row.placeName,
          row.communeName,
          nameOf(row.category, language),
          row.isInsured ? sponsorship.yes : sponsorship.no,
          row.months,
          row.reservedVnd,
          row.usedMonths,
          row.usedVnd,
        ]);
      },
    );
  });
}
