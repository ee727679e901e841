/** Five continuous years, cards on the same days, insurance beside the card. */
import type {
  DoubleCoverAnswer,
  DoubleCoverFilter,
  DoubleCoverView,
  FiveYearsAnswer,
  FiveYearsFilter,
  FiveYearsShow,
  FiveYearsSort,
  InsuredBesideAnswer,
} from '../../src/entitlement/cover-types.ts';
import type { Language } from '../text/language.tsx';
import { download, get } from './client.ts';

export type {
  DoubleCoverAnswer,
  DoubleCoverView,
  FiveYearsAnswer,
  FiveYearsShow,
  FiveYearsSort,
  InsuredBesideAnswer,
};

function pathOf(unit: number, rest: string): string {
  return `/v1/entitlement/u${unit}/${rest}`;
}

interface PageOf {
  limit: number;
  after?: string;
}

export interface FiveYearsQuery extends FiveYearsFilter {
  unit: number;
  sort?: FiveYearsSort;
  descending?: boolean;
}

export function listFiveYears(
  { unit, ...query }: FiveYearsQuery,
  page: PageOf,
  signal?: AbortSignal,
): Promise<FiveYearsAnswer> {
  return get(pathOf(unit, 'five-years'), { ...query, ...page }, signal);
}

export function saveFiveYearsFile(
  { unit, ...query }: FiveYearsQuery,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, 'five-years.xlsx'), { ...query, language });
}

export interface DoubleCoverQuery extends DoubleCoverFilter {
  unit: number;
}

export function listDoubleCovers(
  { unit, ...query }: DoubleCoverQuery,
  page: PageOf & { language: Language },
  signal?: AbortSignal,
): Promise<DoubleCoverAnswer> {
  return get(pathOf(unit, 'double-cover'), { ...query, ...page }, signal);
}

export function saveDoubleCoverFile(
  { unit, ...query }: DoubleCoverQuery,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, 'double-cover.xlsx'), { ...query, language });
}

export function listBeside(
  unit: number,
  page: PageOf,
  signal?: AbortSignal,
): Promise<InsuredBesideAnswer> {
  return get(pathOf(unit, 'insured-beside'), { ...page }, signal);
}
