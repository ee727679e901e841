/** A change of a scenario while it is filled in; pure. */
import { type IsoDate, addDays } from '../../../src/kernel/dates.ts';
import type { AreaClass } from '../../../src/policy/facts.ts';
import type { ScenarioChange } from '../../../src/policy/scenario.ts';

export const DRAFT_KINDS = [
  'support',
  'localSupport',
  'areaList',
  'baseSalary',
  'contributionRate',
] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

export interface ChangeDraft {
  /** stays with the draft while others come and go */
  key: number;
  kind: DraftKind;
  category: string;
  /** percent, or đồng for the base salary; empty while nothing is typed */
  amount: number | '';
  from: IsoDate | null;
  /** last day inside; null = without end */
  lastDay: IsoDate | null;
  areaClass: AreaClass;
  enters: boolean;
  placeIds: readonly number[];
}

export function newDraft(key: number, today: IsoDate): ChangeDraft {
  return {
    key,
    kind: 'support',
    category: '',
    amount: '',
    from: `${Number(today.slice(0, 4)) + 1}-01-01`,
    lastDay: null,
    areaClass: 'regionIII',
    enters: false,
    placeIds: [],
  };
}

/** Null while something is missing or out of bounds. */
export function changeOf(draft: ChangeDraft, provinceCode: string | null): ScenarioChange | null {
  const { kind, category, amount, from, lastDay } = draft;
  if (from === null) return null;
  if (kind === 'areaList') return areaChangeOf(draft, from);
  if (amount === '' || amount < 0) return null;
  const to = lastDay === null ? null : addDays(lastDay, 1);
  if (to !== null && to <= from) return null;
  if (kind === 'baseSalary') {
    return { kind: 'parameter', id: kind, value: Math.round(amount), from, to };
  }
  if (amount > 100) return null;
  const bp = Math.round(amount * 100);
  if (kind === 'contributionRate') return { kind: 'parameter', id: kind, value: bp, from, to };
  if (category === '') return null;
  if (kind === 'support') return { kind, category, bp, from, to };
  if (provinceCode === null) return null;
  return { kind, tree: 'new', provinceCode, category, extraBp: bp, from, to };
}

function areaChangeOf(draft: ChangeDraft, from: IsoDate): ScenarioChange | null {
  const { areaClass, enters, placeIds } = draft;
  if (placeIds.length === 0) return null;
  return { kind: 'areaList', placeIds: [...placeIds], areaClass, enters, from };
}

/** A saved change as a draft; null for kinds the form does not know. */
export function draftOf(change: ScenarioChange, key: number): ChangeDraft | null {
  const { from } = change;
  const to = 'to' in change ? change.to : null;
  const base = { ...newDraft(key, from), from, lastDay: to === null ? null : addDays(to, -1) };
  switch (change.kind) {
    case 'support':
      return { ...base, kind: 'support', category: change.category, amount: change.bp / 100 };
    case 'localSupport':
      return {
        ...base,
        kind: 'localSupport',
        category: change.category,
        amount: change.extraBp / 100,
      };
    case 'areaList': {
      const { areaClass, enters, placeIds } = change;
      return { ...base, kind: 'areaList', areaClass, enters, placeIds };
    }
    case 'parameter':
      if (change.id === 'baseSalary') {
        return { ...base, kind: 'baseSalary', amount: change.value };
      }
      if (change.id === 'contributionRate') {
        return { ...base, kind: 'contributionRate', amount: change.value / 100 };
      }
      return null;
    default:
      return null;
  }
}
