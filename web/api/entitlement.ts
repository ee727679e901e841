/** What the law offers the people of a unit, from the stored decisions. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type { EntitlementAnswer } from '../../src/entitlement/person-types.ts';
import type {
  BasisView,
  BudgetDimension,
  BudgetFilter,
  BudgetPeopleAnswer,
  BudgetSide,
  BudgetSum,
  BudgetSumsAnswer,
  ForecastAnswer,
  LapsingAnswer,
  LapsingFilter,
  LapsingSort,
  LawUsesAnswer,
  PersuasionAnswer,
  PersuasionFilter,
  PersuasionRow,
  PersuasionSort,
  RenewalFilter,
  RenewalPeopleAnswer,
  ScenarioInput,
  ScenarioNaming,
  ScenarioPage,
  ScenarioResult,
  ScenarioView,
} from '../../src/entitlement/types.ts';
import type { Language } from '../text/language.tsx';
import { call, download, get, post } from './client.ts';

export type {
  BasisView,
  BudgetDimension,
  BudgetPeopleAnswer,
  BudgetSide,
  BudgetSum,
  BudgetSumsAnswer,
  EntitlementAnswer,
  ForecastAnswer,
  LapsingAnswer,
  LapsingSort,
  PersuasionAnswer,
  PersuasionFilter,
  PersuasionRow,
  PersuasionSort,
  RenewalPeopleAnswer,
  ScenarioInput,
  ScenarioPage,
  ScenarioResult,
  ScenarioView,
};

/** First part of the key of every query that a new decision makes old. */
export const ENTITLEMENT_KEY = 'entitlement';

/** What the server refuses with while nothing was ever decided. */
export const NOT_DECIDED = 'entitlement.notDecided';

export async function getBasis(signal?: AbortSignal): Promise<BasisView | null> {
  return (await get<{ basis: BasisView | null }>('/v1/entitlement/state', {}, signal)).basis;
}

/** How many residents each category counts for. */
export function getLawUses(unit: number, signal?: AbortSignal): Promise<LawUsesAnswer> {
  return get(`/v1/entitlement/u${unit}/law-uses`, {}, signal);
}

/** Decides as a job; answers its id. */
export async function startDeciding(request: { on?: IsoDate; whole?: boolean }): Promise<string> {
  const body = { ...request, later: true };
  return (await post<{ jobId: string }>('/v1/entitlement/decide', body)).jobId;
}

export interface PersuasionQuery extends PersuasionFilter {
  unit: number;
  sort?: PersuasionSort;
  descending?: boolean;
}

function pathOf(unit: number, rest: string): string {
  return `/v1/entitlement/u${unit}/${rest}`;
}

export function listToPersuade(
  { unit, ...query }: PersuasionQuery,
  page: { limit: number; after?: string },
  signal?: AbortSignal,
): Promise<PersuasionAnswer> {
  return get(pathOf(unit, 'uncovered'), { ...query, ...page }, signal);
}

export function savePersuasionFile(
  { unit, ...query }: PersuasionQuery,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, 'uncovered.xlsx'), { ...query, language });
}

export function getForecast(unit: number, signal?: AbortSignal): Promise<ForecastAnswer> {
  return get(pathOf(unit, 'forecast'), {}, signal);
}

export interface LapsingQuery extends LapsingFilter {
  unit: number;
  sort?: LapsingSort;
  descending?: boolean;
}

export function listLapsing(
  { unit, ...query }: LapsingQuery,
  page: { limit: number; after?: string },
  signal?: AbortSignal,
): Promise<LapsingAnswer> {
  return get(pathOf(unit, 'lapsing'), { ...query, ...page }, signal);
}

export function saveLapsingFile(
  { unit, ...query }: LapsingQuery,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, 'lapsing.xlsx'), { ...query, language });
}

export interface RenewalQuery extends RenewalFilter {
  unit: number;
}

export function listRenewals(
  { unit, ...query }: RenewalQuery,
  page: { limit: number; after?: string },
  signal?: AbortSignal,
): Promise<RenewalPeopleAnswer> {
  return get(pathOf(unit, 'renewals'), { ...query, ...page }, signal);
}

export interface BudgetQuery extends BudgetFilter {
  unit: number;
  year: number;
}

export function getBudgetSums(
  { unit, ...query }: BudgetQuery,
  by: BudgetDimension,
  signal?: AbortSignal,
): Promise<BudgetSumsAnswer> {
  return get(pathOf(unit, 'budget/sums'), { ...query, by: [by] }, signal);
}

export function listBudgetPeople(
  { unit, ...query }: BudgetQuery,
  page: { side: BudgetSide; limit: number; after?: string },
  signal?: AbortSignal,
): Promise<BudgetPeopleAnswer> {
  return get(pathOf(unit, 'budget/people'), { ...query, ...page }, signal);
}

export function saveBudgetPeopleFile(
  { unit, ...query }: BudgetQuery,
  side: BudgetSide,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, 'budget/people.xlsx'), { ...query, side, language });
}

export function saveBudgetFile(unit: number, year: number, language: Language): Promise<void> {
  return download(pathOf(unit, 'budget.xlsx'), { year, language });
}

export async function listScenarios(unit: number, signal?: AbortSignal): Promise<ScenarioView[]> {
  const answer = await get<{ scenarios: ScenarioView[] }>(pathOf(unit, 'scenarios'), {}, signal);
  return answer.scenarios;
}

export function getScenario(
  unit: number,
  scenarioId: number,
  signal?: AbortSignal,
): Promise<ScenarioPage> {
  return get(pathOf(unit, `scenarios/${scenarioId}`), {}, signal);
}

/** Saves it and lets a job compute it. */
export function saveScenario(unit: number, input: ScenarioInput): Promise<ScenarioView> {
  return post(pathOf(unit, 'scenarios'), input);
}

export function renameScenario(
  unit: number,
  scenarioId: number,
  naming: ScenarioNaming,
): Promise<ScenarioView> {
  return call('PATCH', pathOf(unit, `scenarios/${scenarioId}`), { body: naming });
}

/** Once more, by a job. */
export function recomputeScenario(unit: number, scenarioId: number): Promise<ScenarioView> {
  return post(pathOf(unit, `scenarios/${scenarioId}/compute`));
}

export function removeScenario(unit: number, scenarioId: number): Promise<void> {
  return call('DELETE', pathOf(unit, `scenarios/${scenarioId}`));
}

export function saveScenarioAnnex(
  unit: number,
  scenarioId: number,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, `scenarios/${scenarioId}/annex.xlsx`), { language });
}

/** One person in words, with what the household would pay for so many months. */
export function getEntitlement(
  personId: number,
  query: { months: number; language: Language },
  signal?: AbortSignal,
): Promise<EntitlementAnswer> {
  return get(`/v1/people/${personId}/entitlement`, query, signal);
}
