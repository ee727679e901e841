/** Changes of the tree and of what is said about units. */
import type { z } from 'zod';
import type { IsoDate } from '../../src/kernel/dates.ts';
import type {
  ActInput,
  AppliedChange,
  AreaClassInput,
  ChangeCommand,
  ChangePreview,
  Dependent,
  ListComparison,
  ListedUnit,
  Operation,
  PopulationInput,
  VillagesInput,
  VillagesOutcome,
} from '../../src/units/types.ts';
import { get, post } from './client.ts';

export type Command = z.input<typeof ChangeCommand>;
export type NewAct = z.input<typeof ActInput>;
export type { VillagesOutcome };

export type { AppliedChange, ChangePreview, Dependent, ListComparison, Operation };

export function previewChange(command: Command): Promise<ChangePreview> {
  return post('/v1/unit-changes/preview', { command });
}

export function applyChange(command: Command, act: NewAct, reason: string): Promise<AppliedChange> {
  return post('/v1/unit-changes', { command, act, reason });
}

export async function listOperations(
  unitId: number | undefined,
  signal?: AbortSignal,
): Promise<Operation[]> {
  const query = { unitId, limit: 200 };
  return (await get<{ operations: Operation[] }>('/v1/unit-changes', query, signal)).operations;
}

export async function listUndoDependents(
  operationId: number,
  signal?: AbortSignal,
): Promise<Dependent[]> {
  const path = `/v1/unit-changes/${operationId}/dependents`;
  return (await get<{ dependents: Dependent[] }>(path, {}, signal)).dependents;
}

export function undoChange(
  operationId: number,
  reason: string,
): Promise<{ changedPlaces: number }> {
  return post(`/v1/unit-changes/${operationId}/undo`, { reason });
}

export function recordPopulation(
  unit: number,
  input: z.input<typeof PopulationInput>,
): Promise<unknown> {
  return post(`/v1/units/${unit}/population`, input);
}

export function recordAreaClasses(
  unit: number,
  input: z.input<typeof AreaClassInput>,
): Promise<unknown> {
  return post(`/v1/units/${unit}/area-classes`, input);
}

export type Villages = Omit<z.input<typeof VillagesInput>, 'within'>;

export function importVillages(
  unit: number,
  input: Villages,
  preview: boolean,
): Promise<VillagesOutcome> {
  return post(`/v1/units/${unit}/villages${preview ? '?preview=true' : ''}`, input);
}

export interface OfficialList {
  effectiveOn: IsoDate;
  rows: readonly z.input<typeof ListedUnit>[];
}

export function compareOfficialList(unit: number, list: OfficialList): Promise<ListComparison> {
  return post(`/v1/units/${unit}/official-list`, list);
}

export interface ListAmendments extends OfficialList {
  unitIds: readonly number[];
  act: NewAct;
  reason: string;
}

export function applyOfficialList(
  unit: number,
  amendments: ListAmendments,
): Promise<{ operationIds: number[]; changedPlaces: number }> {
  return post(`/v1/units/${unit}/official-list/apply`, amendments);
}

export interface PopulationSource {
  key: string;
  title: string;
  issuer: string | null;
  basis: 'usual' | 'registered' | 'other';
  figures: number;
}

export async function listPopulationSources(signal?: AbortSignal): Promise<PopulationSource[]> {
  const path = '/v1/population-sources';
  return (await get<{ sources: PopulationSource[] }>(path, {}, signal)).sources;
}
