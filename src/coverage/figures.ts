/** From sums of signatures to figures by a definition and the law of a day. Pure. */
import type { IsoDate } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import {
  UNCLASSIFIED_GROUP,
  categoryName,
  groupOf,
  subgroupName,
  subgroupsOf,
} from '../policy/groups.ts';
import { ISSUER_CLASSES, type IssuerClass } from '../registry/types.ts';
import { dayNumber } from './days.ts';
import type { CoverageLaw } from './law.ts';
import type { SignatureCategories } from './signatures.ts';
import { periodOn } from './timeline.ts';
import type {
  AggregateFigure,
  CategoryFigure,
  Definition,
  GroupFigure,
  IssuerFigure,
} from './types.ts';
import type { z } from 'zod';

export interface SignatureSum {
  signatureId: number;
  categories: SignatureCategories;
  n: number;
}

/** As what a person counts: once, by the first category in the law's order. */
export interface CountedAs {
  category: string;
  issuer: IssuerClass;
  group: number;
  subgroup: string;
}

export type Reading = (signatureId: number, categories: SignatureCategories) => CountedAs | null;

/** How a definition reads signatures on a day; null = not insured. Remembers what it read. */
export function makeReading(
  law: CoverageLaw,
  issuers: readonly IssuerClass[],
  day: IsoDate,
): Reading {
  const { book, order } = law;
  const period = periodOn(order, dayNumber(day));
  const known = new Map<number, CountedAs | null>();
  const included = ISSUER_CLASSES.map((issuer) => issuers.includes(issuer));
  return (signatureId, categories) => {
    const found = known.get(signatureId);
    if (found !== undefined) return found;
    let first: { category: string; issuer: IssuerClass } | null = null;
    categories.forEach((category, at) => {
      const issuer = ISSUER_CLASSES[at];
      if (category === null || !issuer || !included[at]) return;
      const isFirst =
        !first || order.isBefore(period, order.codeOf(category), order.codeOf(first.category));
      if (isFirst) first = { category, issuer };
    });
    const counted = first as { category: string; issuer: IssuerClass } | null;
    const place = counted && groupOf(book, counted.category, day);
    const read = counted && place && { ...counted, group: place.group, subgroup: place.subgroup };
    known.set(signatureId, read);
    return read;
  };
}

/** Sums by what people count as; `add` may be called any number of times. */
export interface Figure {
  residents: number;
  insuredByName: number;
  /** `group/subgroup` → people */
  subgroups: Map<string, number>;
  groups: Map<number, number>;
  categories: Map<string, number>;
  issuers: Map<IssuerClass, number>;
  aggregates: AggregateCount[];
}

export interface AggregateCount {
  category: string;
  issuer: IssuerClass;
  people: number;
}

export function emptyFigure(): Figure {
  return {
    residents: 0,
    insuredByName: 0,
    subgroups: new Map(),
    groups: new Map(),
    categories: new Map(),
    issuers: new Map(),
    aggregates: [],
  };
}

export function addSum(figure: Figure, sum: SignatureSum, reading: Reading): void {
  figure.residents += sum.n;
  const counted = reading(sum.signatureId, sum.categories);
  if (!counted) return;
  figure.insuredByName += sum.n;
  addTo(figure.subgroups, `${counted.group}/${counted.subgroup}`, sum.n);
  addTo(figure.groups, counted.group, sum.n);
  addTo(figure.categories, counted.category, sum.n);
  addTo(figure.issuers, counted.issuer, sum.n);
}

export function addTo<K>(map: Map<K, number>, key: K, n: number): void {
  map.set(key, (map.get(key) ?? 0) + n);
}

/** Numbers without names count where the definition adds them. */
export function addAggregate(figure: Figure, row: AggregateCount, definition: Definition): void {
  if (!definition.aggregateIssuers.includes(row.issuer)) return;
  const same = figure.aggregates.find(
    (item) => item.category === row.category && item.issuer === row.issuer,
  );
  if (same) same.people += row.people;
  else figure.aggregates.push({ category: row.category, issuer: row.issuer, people: row.people });
}

/** `population`: people, or null when the definition's source has no figure. */
export function countedOf(figure: Figure, population: number | null) {
  const insured =
    figure.insuredByName + figure.aggregates.reduce((sum, item) => sum + item.people, 0);
  return {
    population,
    insured,
    rateBp: population === null ? null : rateBp(insured, population),
    missing: population === null ? (['population'] as 'population'[]) : [],
    residents: figure.residents,
    insuredByName: figure.insuredByName,
  };
}

/** All groups and sub-groups of the day, also empty ones; the unclassified only when there are any. */
export function groupFigures(law: CoverageLaw, figure: Figure, day: IsoDate): GroupFigure[] {
  return subgroupsOf(law.book, day)
    .filter(({ group }) => group !== UNCLASSIFIED_GROUP || figure.groups.has(group))
    .map(({ group, name, subgroups }) => {
      const counted = [...figure.subgroups.keys()]
        .filter((key) => key.startsWith(`${group}/`))
        .map((key) => key.slice(key.indexOf('/') + 1));
      const listed = subgroups.map((subgroup) => subgroup.code);
      const codes = [...listed, ...counted.filter((code) => !listed.includes(code)).sort()];
      return {
        group,
        name: name.vi,
        nameEn: name.en,
        insured: figure.groups.get(group) ?? 0,
        subgroups: codes.map((code) => {
          const label = subgroupName(law.book, code);
          const insured = figure.subgroups.get(`${group}/${code}`) ?? 0;
          return { code, name: label.vi, nameEn: label.en, insured };
        }),
      };
    });
}

export function aggregateFigures(
  law: CoverageLaw,
  figure: Figure,
  day: IsoDate,
): AggregateFigure[] {
  return figure.aggregates
    .toSorted((a, b) => (a.issuer + a.category < b.issuer + b.category ? -1 : 1))
    .map((item) => {
      const name = categoryName(law.book, item.category);
      const { group } = groupOf(law.book, item.category, day);
      return { ...item, group, name: name.vi, nameEn: name.en };
    });
}

export function categoryFigures(
  law: CoverageLaw,
  figure: Figure,
  day: IsoDate,
): z.infer<typeof CategoryFigure>[] {
  return [...figure.categories]
    .map(([category, insured]) => {
      const { group, subgroup } = groupOf(law.book, category, day);
      const name = categoryName(law.book, category);
      return { category, name: name.vi, nameEn: name.en, group, subgroup, insured };
    })
    .sort((a, b) => (a.group || 99) - (b.group || 99) || (a.category < b.category ? -1 : 1));
}

export function issuerFigures(figure: Figure): z.infer<typeof IssuerFigure>[] {
  return ISSUER_CLASSES.filter((issuer) => figure.issuers.has(issuer)).map((issuer) => ({
    issuer,
    insured: figure.issuers.get(issuer) ?? 0,
  }));
}

/** Numbers of the groups of a day, for figures of many units or months of the same law. */
export function listGroups(law: CoverageLaw, day: IsoDate): number[] {
  return subgroupsOf(law.book, day).map(({ group }) => group);
}

/** Groups with their numbers only; the unclassified when there are any. */
export function groupCounts(
  groups: readonly number[],
  figure: Figure,
): { group: number; insured: number }[] {
  return groups
    .filter((group) => group !== UNCLASSIFIED_GROUP || figure.groups.has(group))
    .map((group) => ({ group, insured: figure.groups.get(group) ?? 0 }));
}
