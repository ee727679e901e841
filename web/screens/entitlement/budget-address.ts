/** A table of the budget in the address bar, in words people can read; pure. */
import { PAYERS, SUPPORT_LEVELS } from '../../../src/policy/topics.ts';
import { isIsoDate } from '../../../src/kernel/dates.ts';
import type { BudgetDimension, BudgetQuery, BudgetSide } from '../../api/entitlement.ts';
import type { Search } from '../../shell/lens.ts';
import { readUnit } from './persuade-address.ts';

export const DIMENSIONS = ['commune', 'category', 'payer', 'level', 'month'] as const;

/** Value of `theo`. */
export const WORD_OF: Readonly<Record<BudgetDimension, string>> = {
  commune: 'xa',
  category: 'doi-tuong',
  payer: 'nguon',
  level: 'cap',
  month: 'thang',
};

/** Names of the filters in the address bar. */
export const FILTER_OF: Readonly<Record<BudgetDimension, string>> = {
  commune: 'xa',
  category: 'doituong',
  payer: 'nguon',
  level: 'cap',
  month: 'thang',
};

export interface ReadBudget extends Omit<BudgetQuery, 'unit' | 'year'> {
  year?: number;
  by: BudgetDimension;
  side: BudgetSide;
}

/** Nonsense in the address is left out, never sent to the server. */
export function readBudget(search: Search): ReadBudget {
  const category = search['doituong'];
  const month = search['thang'];
  return {
    year: /^20\d\d$/.test(search['nam'] ?? '') ? Number(search['nam']) : undefined,
    by: DIMENSIONS.find((name) => WORD_OF[name] === search['theo']) ?? 'commune',
    side: search['phia'] === 'quyet-toan' ? 'actual' : 'estimated',
    communeId: readUnit(search['xa']),
    category: category !== undefined && /^\w{2,60}$/.test(category) ? category : undefined,
    payer: PAYERS.find((name) => name === search['nguon']),
    level: SUPPORT_LEVELS.find((name) => name === search['cap']),
    month: month !== undefined && isIsoDate(`${month}-01`) ? `${month}-01` : undefined,
  };
}

/** The filters a row of a dimension stands for. */
export function filterOf(dimension: BudgetDimension, key: string): Record<string, string> {
  return { [FILTER_OF[dimension]]: dimension === 'month' ? key.slice(0, 7) : key };
}

/** What to look at next within a row: the first dimension not yet narrowed; levels when asked. */
export function nextDimension(
  current: BudgetDimension,
  search: Search,
): BudgetDimension | undefined {
  return DIMENSIONS.find(
    (name) => name !== current && name !== 'level' && search[FILTER_OF[name]] === undefined,
  );
}
