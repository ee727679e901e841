/**
 * Whose money was paid twice: residents with two cards on the same days, what was paid for the one
 * that does not count and what the law says becomes of it; residents insured elsewhere beside the
 * card. Warnings: nothing here ends a card.
 */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { policyEn } from '../../messages/policy.en.ts';
import { policyVi } from '../../messages/policy.vi.ts';
import type { XlsxCell } from '../formats/xlsx-write.ts';
import { type IsoDate, addDays, addYears } from '../kernel/dates.ts';
import { type DoubleCover, findDoubleCovers } from '../policy/double-cover.ts';
import { type Language, citationText } from '../policy/explain.ts';
import type { CardSpell } from '../policy/five-years.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { currentLawBook } from './law.ts';
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
import {
  type CardOfPerson,
  type InsuredBeside,
  listInsuredBeside,
  listOverlappingCards,
} from './sql-double-cover.ts';
import type {
  DoubleCoverAnswer,
  DoubleCoverFilter,
  DoubleCoverView,
  InsuredBesideAnswer,
} from './cover-types.ts';
import type { BasisView } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface DoubleCoverQuestion extends DoubleCoverFilter {
  unit: string | number;
  codeOn?: string | undefined;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
  language?: Language;
}

type Row = DoubleCoverAnswer['rows'][number];

const CARDS_MAX = 400_000;

/** The most money first; whose amount depends on an income last. */
export async function listDoubleCovers(
  ctx: Context,
  question: DoubleCoverQuestion,
): Promise<DoubleCoverAnswer> {
  const { limit, after, language = 'vi' } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const { found } = head;
    return {
      unit: head.scope.unit,
      basis: head.basis,
      since: head.since,
      total: found.length,
      people: new Set(found.map((row) => row.personId)).size,
      paid: sumsOf(found),
      rows: await readPage(tx, head, { offset, limit, language }),
      next: nextOf(offset, limit, found.length),
    };
  });
}

interface Found extends DoubleCover<CardOfPerson> {
  personId: number;
  placeId: number;
}

interface Head {
  basis: BasisView;
  scope: UnitScope;
  since: IsoDate;
  found: Found[];
}

async function readHead(tx: Context, question: DoubleCoverQuestion): Promise<Head> {
  const basis = await needBasis(tx);
  const on = basis.decidedOn;
  const { codeOn, place, payer } = question;
  const since = question.since ?? addYears(on, -1);
  const scope = await readScope(tx, question.unit, on, { codeOn, place });
  const cards = await listOverlappingCards(tx.db, scope.placeIds, since, CARDS_MAX);
  const book = currentLawBook();
  const found: Found[] = [];
  for (const [personId, own] of byPerson(cards)) {
    const placeId = own[0]?.placeId ?? 0;
    for (const cover of findDoubleCovers(book, own, on, own[0]?.decided ?? null)) {
      if (cover.to !== null && cover.to <= since) continue;
      if (payer !== undefined && !cover.paid.some((part) => part.payer === payer)) continue;
      found.push({ ...cover, personId, placeId });
    }
  }
  found.sort((a, b) => moneyOf(b) - moneyOf(a) || a.personId - b.personId);
  return { basis, scope, since, found };
}

function byPerson(cards: readonly CardOfPerson[]): Map<number, CardOfPerson[]> {
  const persons = new Map<number, CardOfPerson[]>();
  for (const card of cards) {
    const own = persons.get(card.personId);
    if (own) own.push(card);
    else persons.set(card.personId, [card]);
  }
  return persons;
}

function moneyOf({ paid }: DoubleCover): number {
  return paid.reduce((sum, part) => sum + (part.vnd ?? 0), 0);
}

/** Of every payer: cards, money, and how much of it the texts we hold send back. */
function sumsOf(found: readonly Found[]): DoubleCoverAnswer['paid'] {
  const sums = new Map<string, DoubleCoverAnswer['paid'][number]>();
  for (const { payer, vnd, isExact, rule } of found.flatMap((row) => row.paid)) {
    const sum = sums.get(payer) ?? {
      payer,
      cards: 0,
      vnd: 0,
      exactVnd: 0,
      refundVnd: 0,
      unknown: 0,
    };
    sum.cards += 1;
    sum.vnd += vnd ?? 0;
    if (isExact) sum.exactVnd += vnd ?? 0;
    if (rule) sum.refundVnd += vnd ?? 0;
    if (vnd === null) sum.unknown += 1;
    sums.set(payer, sum);
  }
  return [...sums.values()].sort((a, b) => b.vnd - a.vnd || (a.payer < b.payer ? -1 : 1));
}

interface PageAsked {
  offset: number;
  limit: number;
  language: Language;
}

async function readPage(
  tx: Context,
  { basis, scope, found }: Head,
  { offset, limit, language }: PageAsked,
): Promise<Row[]> {
  const page = found.slice(offset, offset + limit);
  const people = await describePeople(tx, page, scope.on, basis.decidedOn);
  return people.map(({ row: { personId, placeId, ...cover }, who }) => ({
    personId,
    placeId,
    ...who,
    countsIssuer: cover.counts.issuer,
    otherIssuer: cover.other.issuer,
    ...doubleCoverView(cover, language),
  }));
}

/** One pair of cards in words, with what becomes of the money. */
export function doubleCoverView(
  { from, to, counts, other, months, paid }: DoubleCover<CardSpell>,
  language: Language,
): DoubleCoverView {
  const book = currentLawBook();
  const texts = language === 'vi' ? policyVi : policyEn;
  return {
    from,
    to,
    months,
    counts: { ...spellOf(counts), name: nameOf(counts.category, language) ?? counts.category },
    other: { ...spellOf(other), name: nameOf(other.category, language) ?? other.category },
    paid: paid.map(({ payer, months: paidMonths, monthlyVnd, vnd, isExact, rule }) => ({
      payer,
      months: paidMonths,
      monthlyVnd,
      vnd,
      isExact,
      outcome: rule && {
        text: rule[language],
        citations: rule.citation.map((each) => citationText(book, each, language, texts.citation)),
        confidence: rule.confidence,
      },
    })),
  };
}

function spellOf({ category, from, to }: CardSpell): CardSpell {
  return { category, from, to };
}

// ── insurance beside the card ───────────────────────────────────────────────────────────────────

const BESIDE_MAX = 20_000;

/** Residents with supplementary or private insurance on the day; in order of persons, one page. */
export async function listBeside(
  ctx: Context,
  question: Omit<DoubleCoverQuestion, 'payer' | 'since'>,
): Promise<InsuredBesideAnswer> {
  const { limit, after, codeOn, place } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const { basis, scope, found } = await asOwner(tx, async () => {
      const known = await needBasis(tx);
      const inside = await readScope(tx, question.unit, known.decidedOn, { codeOn, place });
      const rows = await listInsuredBeside(tx.db, inside.placeIds, known.decidedOn, BESIDE_MAX);
      return { basis: known, scope: inside, found: rows };
    });
    const page = found.slice(offset, offset + limit);
    const people = await describePeople(tx, page, scope.on, basis.decidedOn);
    const isBoth = (row: InsuredBeside): boolean => row.cardCategory !== null;
    return {
      unit: scope.unit,
      basis,
      total: found.length,
      withCard: found.filter(isBoth).length,
      rows: people.map(({ row, who }) => ({
        ...row,
        ...who,
        cardCategoryName: nameOf(row.cardCategory),
      })),
      next: nextOf(offset, limit, found.length),
    };
  });
}

// ── the list as a file ──────────────────────────────────────────────────────────────────────────

/** Every pair of cards; refuses more than 50,000 rows. */
export async function writeDoubleCoverFile(
  ctx: Context,
  question: Omit<DoubleCoverQuestion, 'limit' | 'after'>,
): Promise<WrittenFile> {
  return await inTransaction(ctx, async (tx) => {
    const { language = 'vi' } = question;
    const head = await asOwner(tx, () => readHead(tx, { ...question, limit: 1 }));
    const { found, scope } = head;
    const texts = language === 'en' ? entitlementEn : entitlementVi;
    const { doubleCover, list } = texts;
    const { columns } = doubleCover;
    const { text, number, date } = column;
    const unit = scope.unit.code ?? String(scope.unit.unitId);
    return await writePeopleFile(
      {
        name: doubleCover.fileName(unit, head.basis.decidedOn),
        sheetName: doubleCover.sheet,
        title: doubleCover.title,
        notes: [
          list.unit(scope.unit.name),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          doubleCover.amounts,
          list.writtenBy(ctx.who.name),
        ],
        columns: [
          number(list.columns.order, 6),
          text(list.columns.fullName, 26),
          date(list.columns.birthDate),
          text(list.columns.place, 22),
          text(list.columns.commune, 20),
          text(columns.counts, 34),
          text(columns.other, 34),
          date(columns.from),
          date(columns.lastDay),
          number(columns.months, 9),
          number(columns.ownVnd),
          number(columns.stateVnd),
          text(columns.sureness, 12),
          text(columns.outcome, 60),
        ],
        footer: list.page,
      },
      found.length,
      async (offset, limit) => {
        const rows = await readPage(tx, head, { offset, limit, language });
        return rows.map((row, at) => [offset + at + 1, ...cellsOf(row, texts)]);
      },
    );
  });
}

function cellsOf(row: Row, texts: typeof entitlementVi): XlsxCell[] {
  const vndOf = (payer: string) => row.paid.find((part) => part.payer === payer)?.vnd ?? null;
  const told = row.paid.filter((part) => part.vnd !== null);
  const isSure = told.every((part) => part.isExact);
  const outcomes = row.paid.map(({ outcome }) => outcome?.text ?? texts.doubleCover.notSaid);
  return [
    row.fullName ?? texts.list.hidden,
    row.birthDate,
    row.placeName,
    row.communeName,
    row.counts.name,
    row.other.name,
    row.from,
    row.to === null ? null : addDays(row.to, -1),
    row.months,
    vndOf('participant'),
    vndOf('state'),
    told.length === 0 ? null : isSure ? texts.doubleCover.sure : texts.doubleCover.estimated,
    [...new Set(outcomes)].join('; '),
  ];
}
