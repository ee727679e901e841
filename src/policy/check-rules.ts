/** Dates and names of the rules: overlaps, holes, unknown groups and categories, shares of one. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import { listDocuments, parameterRows } from './book.ts';
import { type LawData } from './law-data.ts';
import { PARAMETERS, type ParameterRow } from './topics.ts';

export interface Dated {
  from: IsoDate;
  to: IsoDate | null;
}

export interface ByCategory extends Dated {
  categories: string[];
  when?: unknown;
}

/** Everything that can be said of the rules without running a case. */
export function checkRuleData(data: LawData): Fault[] {
  return [
    ...checkTaxonomies(data),
    ...checkCategories(data),
    ...checkParameters(data),
    ...checkRules(data),
    ...checkPayments(data),
    ...checkLocal(data),
  ];
}

// ── intervals ─────────────────────────────────────────────────────────────────────────────────

/** Overlaps, and holes between the first and the last row that no gap explains. */
function checkIntervals(
  rows: readonly Dated[],
  at: string,
  gaps: readonly { from: IsoDate; to: IsoDate }[] = [],
): Fault[] {
  const sorted = [...rows].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const faults = sorted
    .filter((row) => row.to !== null && row.to <= row.from)
    .map((row): Fault => ({ code: 'policy.emptyPeriod', params: { from: row.from }, at }));
  for (const [index, row] of sorted.entries()) {
    const next = sorted[index + 1];
    if (!next) break;
    if (row.to === null || next.from < row.to) {
      faults.push({ code: 'policy.overlap', params: { rule: at, on: next.from }, at });
    } else if (row.to < next.from && !gaps.some((gap) => isGap(gap, row.to, next.from))) {
      faults.push({ code: 'policy.hole', params: { rule: at, from: row.to, to: next.from }, at });
    }
  }
  return faults;
}

function isGap(gap: { from: IsoDate; to: IsoDate }, from: IsoDate | null, to: IsoDate): boolean {
  return gap.from === from && gap.to === to;
}

/** Days of `period` on which no row holds: the first such day, or null. */
function firstHole(period: Dated, rows: readonly Dated[]): IsoDate | null {
  const sorted = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1));
  let day = period.from;
  for (const row of sorted) {
    if (row.from > day) break;
    if (row.to === null) return null;
    if (row.to > day) day = row.to;
  }
  return period.to !== null && day >= period.to ? null : day;
}

// ── taxonomies and categories ─────────────────────────────────────────────────────────────────

function checkTaxonomies(data: LawData): Fault[] {
  const { taxonomies, subgroups } = data.groups;
  const faults = checkIntervals(taxonomies, 'groups.taxonomies');
  if (taxonomies.at(-1)?.to !== null) {
    faults.push({ code: 'policy.hole', params: { rule: 'taxonomy' }, at: 'groups.taxonomies' });
  }
  const known = new Set(subgroups.map((row) => row.id));
  for (const { id, groups } of taxonomies) {
    const named = groups.flatMap((group) => group.subgroups);
    for (const code of named.filter((each, index) => named.indexOf(each) !== index)) {
      faults.push({ code: 'policy.twice', params: { what: code }, at: `groups ${id}` });
    }
    for (const code of named.filter((each) => !known.has(each))) {
      faults.push({ code: 'policy.unknownSubgroup', params: { subgroup: code }, at: id });
    }
  }
  return faults;
}

function checkCategories(data: LawData): Fault[] {
  const faults: Fault[] = [];
  const { categories, taxonomies } = data.groups;
  const ids = categories.map((row) => row.id);
  for (const id of ids.filter((each, index) => ids.indexOf(each) !== index)) {
    faults.push({ code: 'policy.twice', params: { what: id }, at: `groups ${id}` });
  }
  for (const category of categories) {
    for (const place of category.places) {
      const at = `groups ${category.id}`;
      const groups = taxonomies.find((row) => row.id === place.taxonomy)?.groups;
      const group = groups?.find((row) => row.group === place.group);
      if (!group) {
        const params = { category: category.id, taxonomy: place.taxonomy, group: place.group };
        faults.push({ code: 'policy.unknownGroup', params, at });
      } else if (!group.subgroups.includes(place.subgroup ?? category.subgroup)) {
        const params = { subgroup: place.subgroup ?? category.subgroup };
        faults.push({ code: 'policy.unknownSubgroup', params, at: `${at} ${place.taxonomy}` });
      }
    }
  }
  return [...faults, ...checkOrders(data)];
}

/** The order of a taxonomy names each of its categories exactly once. */
function checkOrders(data: LawData): Fault[] {
  return data.groups.taxonomies.flatMap(({ id }) => {
    const at = `precedence ${id}`;
    const order = data.precedence.orders.find((row) => row.taxonomy === id)?.order ?? [];
    const placed = data.groups.categories
      .filter((row) => row.places.some((place) => place.taxonomy === id))
      .map((row) => row.id);
    return [
      ...order
        .filter((category, index) => order.indexOf(category) !== index)
        .map((category) => ({ code: 'policy.twice', params: { what: category }, at })),
      ...order
        .filter((category) => !placed.includes(category))
        .map((category) => ({ code: 'policy.unknownCategory', params: { category }, at })),
      ...placed
        .filter((category) => !order.includes(category))
        .map((category) => ({ code: 'policy.unranked', params: { category }, at })),
    ];
  });
}

// ── parameters ────────────────────────────────────────────────────────────────────────────────

function checkParameters(data: LawData): Fault[] {
  const rows = parameterRows(data);
  const faults: Fault[] = [];
  const known: readonly string[] = PARAMETERS;
  const seen = rows.map(([id]) => id);
  for (const id of known.filter((each) => !seen.includes(each))) {
    faults.push({ code: 'policy.parameterMissing', params: { parameter: id }, at: id });
  }
  for (const [id, row] of rows) {
    if (!known.includes(id)) {
      faults.push({ code: 'policy.parameterUnknown', params: { parameter: id }, at: id });
    }
    faults.push(...checkIntervals(row.values, id, row.gaps), ...checkValues(id, row));
  }
  return [...faults, ...checkCircles(new Map(rows))];
}

/** A value that is set equal to others must come to a number in the end. */
function checkCircles(rows: ReadonlyMap<string, ParameterRow>): Fault[] {
  const reaches = (id: string, wanted: string, seen: Set<string>): boolean =>
    (rows.get(id)?.values ?? []).some(({ sameAs }) => {
      if (sameAs === undefined || seen.has(sameAs)) return false;
      seen.add(sameAs);
      return sameAs === wanted || reaches(sameAs, wanted, seen);
    });
  return [...rows.keys()]
    .filter((id) => reaches(id, id, new Set()))
    .map((id) => ({ code: 'policy.valueCircular', params: { parameter: id }, at: id }));
}

function checkValues(id: string, row: ParameterRow): Fault[] {
  return row.values
    .filter((value) => (value.value === undefined) === (value.sameAs === undefined))
    .map((value) => ({
      code: 'policy.valueMissing',
      params: { parameter: id, on: value.from },
      at: id,
    }));
}

// ── rules by category ─────────────────────────────────────────────────────────────────────────

/** Rows of one category and one condition never overlap; names are known. */
function checkRules(data: LawData): Fault[] {
  const tables: [string, ByCategory[]][] = [
    [
      'entitlement',
      data.entitlement.rules.map((row) => ({
        ...row,
        categories: [row.category],
        when: undefined,
      })),
    ],
    ['payment', data.contribution.payments],
    ['terms', data.contribution.terms],
    ['support', data.support.supports],
    ['flow', data.support.flows],
    ['benefit', data.benefit.levels],
    ['listMaker', data.calendar.listMakers],
  ];
  const known = new Set(data.groups.categories.map((row) => row.id));
  const faults: Fault[] = [];
  for (const [name, rows] of tables) {
    for (const [key, own] of byCategory(rows)) {
      const category = key.split(' ')[0] ?? key;
      if (!known.has(category)) {
        faults.push({ code: 'policy.unknownCategory', params: { category }, at: name });
      }
      faults.push(...checkIntervals(own, `${name} ${key}`));
    }
  }
  for (const row of data.precedence.choices) {
    for (const category of row.among.filter((each) => !known.has(each))) {
      faults.push({ code: 'policy.unknownCategory', params: { category }, at: row.id });
    }
  }
  const single: [string, readonly Dated[]][] = [
    ['ladder', data.contribution.ladder],
    ['waiting', data.contribution.waiting],
    ['counting', data.contribution.counting],
    ['rounding', data.contribution.rounding],
    ['continuity', data.benefit.continuity],
    ['underSix', data.calendar.underSix],
    ['schoolCards', data.calendar.schoolCards],
  ];
  return [...faults, ...single.flatMap(([name, rows]) => checkIntervals(rows, name))];
}

/** Rows by category and condition. */
function byCategory(rows: readonly ByCategory[]): Map<string, Dated[]> {
  const own = new Map<string, Dated[]>();
  for (const row of rows) {
    for (const category of row.categories) {
      const key = row.when ? `${category} ${JSON.stringify(row.when)}` : category;
      own.set(key, [...(own.get(key) ?? []), row]);
    }
  }
  return own;
}

/** First day for which the files hold who pays and what the benefit is. */
const MONEY_FROM: IsoDate = '2018-12-01';
const ENTITLEMENT_FROM: IsoDate = '2015-01-01';

/** Every category in force has conditions, payers, a level and, where supported, a support. */
function checkPayments(data: LawData): Fault[] {
  const faults: Fault[] = [];
  const payments = byCategory(data.contribution.payments);
  const supported = byCategory(data.contribution.payments.filter((row) => row.supported));
  const supports = byCategory(data.support.supports);
  const levels = byCategory(data.benefit.levels);
  const rules = byCategory(
    data.entitlement.rules.map((row) => ({ ...row, categories: [row.category], when: undefined })),
  );
  for (const { category, period } of periodsOf(data)) {
    const asked: [string, Map<string, Dated[]>, IsoDate][] = [
      ['entitlement', rules, ENTITLEMENT_FROM],
      ['payment', payments, MONEY_FROM],
      ['benefit', levels, MONEY_FROM],
    ];
    for (const [name, table, start] of asked) {
      const from = period.from > start ? period.from : start;
      if (period.to !== null && period.to <= from) continue;
      const hole = firstHole({ from, to: period.to }, table.get(category) ?? []);
      if (hole === null) continue;
      const params = { rule: `${name} ${category}`, from: hole };
      faults.push({ code: 'policy.hole', params, at: `${name} ${category}` });
    }
  }
  for (const [category, rows] of supported) {
    for (const row of rows) {
      const hole = firstHole(row, supports.get(category) ?? []);
      if (hole === null) continue;
      const params = { rule: `support ${category}`, from: hole };
      faults.push({ code: 'policy.hole', params, at: `support ${category}` });
    }
  }
  for (const row of data.contribution.payments) {
    const sum = Object.values(row.shares ?? {}).reduce(
      (total, part) => total + (part ? part.numerator / part.denominator : 0),
      0,
    );
    const isWhole = Math.abs(sum - 1) < 1e-9;
    if (row.supported ? row.shares !== undefined : !isWhole) {
      const params = { rule: `payment ${row.categories.join(', ')}` };
      faults.push({ code: 'policy.sharesNotWhole', params, at: row.from });
    }
  }
  return faults;
}

/** Period of each category in each taxonomy. */
export function periodsOf(data: LawData): { category: string; period: Dated }[] {
  return data.groups.categories.flatMap((category) =>
    category.places.flatMap((place) => {
      const taxonomy = data.groups.taxonomies.find((row) => row.id === place.taxonomy);
      if (!taxonomy) return [];
      const period = { from: place.from ?? taxonomy.from, to: place.to ?? taxonomy.to };
      return [{ category: category.id, period }];
    }),
  );
}

// ── provinces ─────────────────────────────────────────────────────────────────────────────────

function checkLocal(data: LawData): Fault[] {
  const known = new Set(data.groups.categories.map((row) => row.id));
  const documents = new Set(listDocuments(data).map((row) => row.id));
  const faults = Object.entries(data.local).flatMap(([file, { resolutions }]) => {
    const at = `local/${file}`;
    const rows = resolutions.flatMap((resolution) => resolution.supports);
    const own: Fault[] = resolutions
      .filter(({ document }) => !documents.has(document))
      .map(({ document }) => ({ code: 'policy.unknownDocument', params: { document }, at }));
    for (const [key, periods] of byCategory(rows)) {
      const category = key.split(' ')[0] ?? key;
      if (!known.has(category)) {
        own.push({ code: 'policy.unknownCategory', params: { category }, at });
      }
      own.push(...checkIntervals(periods, `${at} ${key}`));
    }
    return [...own, ...checkReach(data, rows, known, at)];
  });
  return [...faults, ...checkProvinces(data)];
}

/** A province adds to what a participant pays himself; elsewhere its row would never be read. */
function checkReach(
  data: LawData,
  rows: readonly ByCategory[],
  known: ReadonlySet<string>,
  at: string,
): Fault[] {
  return rows.flatMap((row) =>
    row.categories.flatMap((category): Fault[] => {
      const payment = data.contribution.payments.find(
        (each) =>
          each.categories.includes(category) &&
          each.from <= row.from &&
          (each.to === null || row.from < each.to),
      );
      const isOwn = payment?.supported || payment?.shares?.participant?.denominator === 1;
      if (!known.has(category) || isOwn) return [];
      return [{ code: 'policy.supportUseless', params: { category, on: row.from }, at }];
    }),
  );
}

/** One file a province, so that overlaps inside it are seen. */
function checkProvinces(data: LawData): Fault[] {
  const seen = new Map<string, string>();
  return Object.entries(data.local).flatMap(([file, { province }]): Fault[] => {
    const key = `${province.tree} ${province.code}`;
    const other = seen.get(key);
    seen.set(key, file);
    if (other === undefined) return [];
    const params = { what: `${province.vi} (${other}, ${file})` };
    return [{ code: 'policy.twice', params, at: `local/${file}` }];
  });
}
