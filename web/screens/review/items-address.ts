/** Which items a list shows, in the words of the address bar. Pure. */
import { ITEM_STATES, REVIEW_KINDS } from './kinds.ts';
import type { ItemsQuery } from '../../api/review.ts';
import type { Search } from '../../shell/lens.ts';

const STATE_WORDS = {
  open: 'dang-cho',
  later: 'de-sau',
  decided: 'da-quyet',
  withdrawn: 'khong-con',
} as const;

export function readItems(search: Search): ItemsQuery {
  const kind = REVIEW_KINDS.find((one) => one === search['loai']);
  const state = ITEM_STATES.find((one) => STATE_WORDS[one] === search['tinhtrang']) ?? 'open';
  return {
    unit: search['donvi'] || undefined,
    kind,
    state,
    overdue: search['quahan'] === '1' || undefined,
    mine: search['cuatoi'] === '1' || undefined,
    list: wholeOf(search['danhsach']),
    scoreMin: numberOf(search['diem']),
  };
}

export function writeItems(query: ItemsQuery): Record<string, string | undefined> {
  const { state } = query;
  return {
    donvi: query.unit,
    loai: query.kind,
    tinhtrang:
      state === undefined || state === 'open' || state === 'any' ? undefined : STATE_WORDS[state],
    quahan: query.overdue ? '1' : undefined,
    cuatoi: query.mine ? '1' : undefined,
    danhsach: query.list === undefined ? undefined : String(query.list),
    diem: query.scoreMin === undefined ? undefined : String(query.scoreMin),
  };
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? undefined : value;
}

function wholeOf(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
}
