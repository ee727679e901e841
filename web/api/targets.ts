/** Targets: tree, split, printed tables, own targets, answers. */
import type { z } from 'zod';
import type { IsoDate } from '../../src/kernel/dates.ts';
import type {
  AssignInput,
  AssignOutcome,
  CounterInput,
  CriterionInput,
  CriterionView,
  DecideInput,
  Indicator,
  MatrixAnswer,
  MatrixInput,
  Observation,
  ObservationInput,
  OpenAnswer,
  SplitAnswer,
  SplitInput,
  SplitRowView,
  Target,
  TargetHistory,
  TargetNode,
  TargetState,
  TreeAnswer,
  UnitTarget,
  UnitTargets,
  WithdrawInput,
} from '../../src/targets/types.ts';
import { call, download, get, post } from './client.ts';

export type {
  AssignOutcome,
  CriterionView,
  Indicator,
  MatrixAnswer,
  Observation,
  OpenAnswer,
  SplitAnswer,
  SplitRowView,
  Target,
  TargetHistory,
  TargetNode,
  TargetState,
  TreeAnswer,
  UnitTarget,
  UnitTargets,
};

export type SplitRequest = z.input<typeof SplitInput>;
export type MatrixRequest = z.input<typeof MatrixInput>;
export type CriterionRequest = z.input<typeof CriterionInput>;
export type ObservationRequest = z.input<typeof ObservationInput>;
export type DecideRequest = z.input<typeof DecideInput>;

export interface TreeQuery {
  unit: number;
  year: number;
  indicator?: string;
  group?: string;
  asOf?: IsoDate;
  boundaries?: IsoDate;
  definition?: string;
  knownAt?: string;
  depth?: number;
}

export function getTargetTree(
  { unit, ...query }: TreeQuery,
  signal?: AbortSignal,
): Promise<TreeAnswer> {
  return get(`/v1/targets/${unit}/tree`, { ...query }, signal);
}

export interface GroupChoice {
  code: string;
  name: { vi: string; en: string };
  depth: number;
}

export function getIndicators(
  on: IsoDate,
  signal?: AbortSignal,
): Promise<{ indicators: Indicator[]; groups: GroupChoice[] }> {
  return get('/v1/targets/indicators', { on }, signal);
}

/** Of the place's own: results are entered with their source. */
export function addIndicator(indicator: Omit<Indicator, 'reads'>): Promise<Indicator> {
  return post('/v1/targets/indicators', indicator);
}

export interface UnitTargetsQuery {
  unit: number;
  year: number;
  asOf?: IsoDate;
  definition?: string;
  knownAt?: string;
}

export function getUnitTargets(
  { unit, ...query }: UnitTargetsQuery,
  signal?: AbortSignal,
): Promise<UnitTargets> {
  return get(`/v1/targets/${unit}`, { ...query }, signal);
}

export function setTargets(unit: number, input: AssignInput): Promise<AssignOutcome> {
  return post(`/v1/targets/${unit}`, input);
}

/** What would be shared; nothing is written. */
export function proposeSplit(
  unit: number,
  input: SplitRequest,
  signal?: AbortSignal,
): Promise<SplitAnswer> {
  return call('POST', `/v1/targets/${unit}/split/proposal`, { body: input, signal });
}

export function splitTargets(unit: number, input: SplitRequest): Promise<SplitAnswer> {
  return post(`/v1/targets/${unit}/split`, input);
}

export function acceptTargets(unit: number, targetIds: number[]): Promise<unknown> {
  return post(`/v1/targets/${unit}/accept`, { targetIds });
}

export function counterTarget(unit: number, input: CounterInput): Promise<unknown> {
  return post(`/v1/targets/${unit}/counter`, input);
}

export function decideAnswer(unit: number, input: DecideRequest): Promise<unknown> {
  return post(`/v1/targets/${unit}/decide`, input);
}

export function withdrawTargets(unit: number, input: WithdrawInput): Promise<unknown> {
  return post(`/v1/targets/${unit}/withdraw`, input);
}

export interface Answers {
  unit: { unitId: number; name: string };
  answers: OpenAnswer[];
}

export function listAnswers(unit: number, signal?: AbortSignal): Promise<Answers> {
  return get(`/v1/targets/${unit}/answers`, {}, signal);
}

export function getHistory(
  unit: number,
  targetId: number,
  signal?: AbortSignal,
): Promise<TargetHistory> {
  return get(`/v1/targets/${unit}/history/${targetId}`, {}, signal);
}

export interface MatrixQuery {
  unit: number;
  indicator?: string;
  matrix?: number;
  knownAt?: string;
}

export function getMatrix(
  { unit, ...query }: MatrixQuery,
  signal?: AbortSignal,
): Promise<MatrixAnswer> {
  return get(`/v1/targets/${unit}/matrix`, { ...query }, signal);
}

export function saveMatrixFile({ unit, ...query }: MatrixQuery, language: string): Promise<void> {
  return download(`/v1/targets/${unit}/matrix.xlsx`, { ...query, language });
}

export function enterMatrix(unit: number, input: MatrixRequest): Promise<AssignOutcome> {
  return post(`/v1/targets/${unit}/matrix`, input);
}

export type EnteredResult = Observation & { unitName: string; indicatorName: string };

export async function listEntered(unit: number, signal?: AbortSignal): Promise<EnteredResult[]> {
  const path = `/v1/targets/${unit}/observations`;
  return (await get<{ observations: EnteredResult[] }>(path, {}, signal)).observations;
}

export function enterResult(unit: number, input: ObservationRequest): Promise<unknown> {
  return post(`/v1/targets/${unit}/observations`, input);
}

export function addCriterion(unit: number, input: CriterionRequest): Promise<unknown> {
  return post(`/v1/targets/${unit}/criteria`, input);
}

export function removeCriterion(unit: number, criterionId: number): Promise<unknown> {
  return call('DELETE', `/v1/targets/${unit}/criteria/${criterionId}`);
}
