/** One person: the traced decision in words, what changes next, the quote for the household. */
import { policyEn } from '../../messages/policy.en.ts';
import { policyVi } from '../../messages/policy.vi.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { multiplyRounded } from '../kernel/money.ts';
import { refuse } from '../kernel/outcome.ts';
import { nextChanges } from '../policy/changes.ts';
import { type TraceLine, HOUSEHOLD, decide } from '../policy/decide.ts';
import { type Language, bookNames, citationText, explainLine } from '../policy/explain.ts';
import { quoteHousehold } from '../policy/household-quote.ts';
import { reasonUncovered } from '../policy/lapse.ts';
import type { SponsorTerm } from '../policy/sponsorship.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { horizonOf } from './decide-ops.ts';
import { currentLawBook } from './law.ts';
import { type Cover, type PersonRecord, type Places, coverOn, tracedFacts } from './person.ts';
import { coverPartsOf } from './person-cover.ts';
import { nameOf } from './persuasion-ops.ts';
import { readPersons, readPlaces } from './reading.ts';
import { listTermsOf } from './sponsored-ops.ts';
import { findDecided } from './sql-double-cover.ts';
import { choosePersons } from './sql-facts.ts';
import { listMates, listNames } from './sql-lists.ts';
import type { EntitlementAnswer } from './person-types.ts';
import type { TextLine } from './types.ts';

export interface EntitlementQuestion {
  personId: number;
  /** today unless given */
  on?: IsoDate | undefined;
  months?: number | undefined;
  language?: Language | undefined;
}

/** From the facts of this moment, not from the stored row; refuses who lives nowhere that day. */
export async function getEntitlement(
  ctx: Context,
  question: EntitlementQuestion,
): Promise<EntitlementAnswer> {
  return await inTransaction(ctx, async (tx) => {
    const answer = await asOwner(tx, () => readEntitlement(tx, question));
    const { members } = answer.household;
    const ids = members.map((member) => member.personId);
    const names = await listNames(tx.db, ids, answer.on);
    const named = members.map((member) => ({
      ...member,
      fullName: names.get(member.personId)?.fullName ?? null,
    }));
    return { ...answer, household: { ...answer.household, members: named } };
  });
}

async function readEntitlement(
  tx: Context,
  { personId, on = today(tx), months = 12, language = 'vi' }: EntitlementQuestion,
): Promise<EntitlementAnswer> {
  const family = await readFamily(tx, personId, on);
  const sponsors = await listTermsOf(
    tx,
    family.map((member) => member.personId),
  );
  const person = family.find((member) => member.personId === personId);
  if (!person) return refuse('entitlement.notResident');
  const places = (await readPlaces(tx.db, [...new Set(family.map((row) => row.placeId))]))();
  const book = currentLawBook();
  const facts = tracedFacts(person, places.facts(person.placeId), on);
  const decision = decide(book, facts, on);
  const cover = coverOn(person.cards, on);
  const say = speaker(language);
  const texts = language === 'vi' ? policyVi : policyEn;
  return {
    personId,
    on,
    lawVersion: book.version,
    category: decision.counts?.category ?? null,
    categoryName: nameOf(decision.counts?.category ?? null, language),
    group: decision.counts?.group ?? null,
    benefitBp: decision.benefitBp,
    offers: decision.offers.map(({ category, group, stateBp, provinceBp, until, ...offer }) => ({
      category,
      name: nameOf(category, language) ?? category,
      group,
      stateBp,
      provinceBp,
      payers:
        offer.shares?.map(({ payer, numerator, denominator }) => ({
          payer,
          bp: multiplyRounded(10_000, numerator, denominator),
        })) ?? null,
      benefitBp: offer.benefitBp,
      counts: category === decision.counts?.category,
      until,
    })),
    lines: decision.trace.map(say),
    isInsured: cover.isInsured,
    cardCategory: cover.category,
    coveredTo: cover.to,
    reason: cover.isInsured ? null : reasonUncovered(book, facts, cover.last, on).reason,
    changes: nextChanges(book, facts, on, horizonOf(on)).map((change) => ({
      on: change.on,
      causes: change.causes.map((cause) => cause.code),
      causeTexts: change.causes.map(({ code, params }) => texts.causes[code](params)),
      differs: change.differs,
      category: change.after.counts?.category ?? null,
      name: nameOf(change.after.counts?.category ?? null, language),
    })),
    ...coverPartsOf(
      book,
      person,
      on,
      { language, cite: (each) => citationText(book, each, language, texts.citation) },
      await findDecided(tx.db, personId),
    ),
    household: quoteFamily(family, places, { personId, on, months, say, sponsors }),
  };
}

async function readFamily(tx: Context, personId: number, on: IsoDate): Promise<PersonRecord[]> {
  await choosePersons(tx.db, await listMates(tx.db, personId, on));
  const family: PersonRecord[] = [];
  await readPersons(tx.db, { on, until: horizonOf(on), isPart: true }, (record) => {
    family.push({ ...record });
  });
  return family;
}

interface Asked {
  personId: number;
  on: IsoDate;
  months: number;
  say: (line: TraceLine) => TextLine;
  /** who else pays for each, as shared out with the last decision */
  sponsors: ReadonlyMap<number, readonly SponsorTerm[]>;
}

/** Everyone of the household without a card, and the person asked about, oldest first. */
function quoteFamily(
  family: readonly PersonRecord[],
  places: Places,
  { personId, on, months, say, sponsors }: Asked,
): EntitlementAnswer['household'] {
  const covers = new Map<number, Cover>(
    family.map((member) => [member.personId, coverOn(member.cards, on)]),
  );
  const joined = family.filter((member) => {
    const cover = covers.get(member.personId);
    return member.personId !== personId && cover?.isInsured && cover.category === HOUSEHOLD;
  }).length;
  const wanted = family
    .filter((member) => member.personId === personId || !covers.get(member.personId)?.isInsured)
    .sort((a, b) => ((a.birthDate ?? '') < (b.birthDate ?? '') ? -1 : 1));
  const asked = wanted.map((member) => ({
    ref: String(member.personId),
    facts: tracedFacts(member, places.facts(member.placeId), on),
    months,
    sponsors: sponsors.get(member.personId) ?? [],
  }));
  const quoted = quoteHousehold(currentLawBook(), on, asked, joined);
  return {
    months,
    joinedBefore: joined,
    totalVnd: quoted.totalVnd,
    ownVnd: quoted.amounts.participant ?? 0,
    members: quoted.members.map(({ ref, decision, quote, faults }) => ({
      personId: Number(ref),
      fullName: null,
      category: decision.counts?.category ?? null,
      fullVnd: quote?.fullVnd ?? null,
      amounts: quote?.amounts ?? {},
      lines: [...(quote?.lines ?? []), ...(quote?.warnings ?? [])].map(say),
      faults: faults.map((fault) => fault.code),
    })),
  };
}

function speaker(language: Language): (line: TraceLine) => TextLine {
  const book = currentLawBook();
  const texts = language === 'vi' ? policyVi : policyEn;
  const names = bookNames(book, language);
  return (line) => ({
    code: line.code,
    text: explainLine(line, texts.lines, names),
    citations: line.citation.map((each) => citationText(book, each, language, texts.citation)),
    confidence: line.confidence,
  });
}
