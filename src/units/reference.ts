/** Reads data/: tables of tab-separated text as described in data/README.md. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../config.ts';

const DATA_FOLDER = join(PROJECT_FOLDER, 'data');

export type TableRow = Record<string, string>;

/** Rows of a table by its path below data/ without the ending; every cell is text, '' = unknown. */
export function readTable(path: string): TableRow[] {
  return parseTable(readFileSync(join(DATA_FOLDER, `${path}.tsv`), 'utf8'));
}

export function parseTable(text: string): TableRow[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
  const header = (lines.shift() ?? '').split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const row: TableRow = {};
    for (let i = 0; i < header.length; i += 1) row[header[i] ?? ''] = cells[i] ?? '';
    return row;
  });
}

/** What an installation loads into its database; the hash tells whether it has changed. */
export interface Reference {
  hash: string;
  acts: ReferenceAct[];
  versions: ReferenceVersion[];
  changes: ReferenceChange[];
  aliases: { unitId: number; alias: string }[];
  geography: ReferenceGeography[];
  sources: { key: string; title: string; issuer: string; basis: string }[];
  figures: ReferenceFigure[];
}

export interface ReferenceAct {
  key: string;
  number: string | null;
  title: string;
  issuer: string;
  signedOn: string | null;
  effectiveOn: string;
}

export interface ReferenceVersion {
  unitId: number;
  /** null = since before the records */
  validFrom: string | null;
  validTo: string | null;
  type: string;
  code: string;
  name: string;
  parentId: number | null;
  act: string | null;
}

export interface ReferenceChange {
  fromUnitId: number;
  toUnitId: number | null;
  effectiveOn: string;
  act: string;
  clause: string | null;
  kind: string;
  share: string;
  people: string;
  evidence: string | null;
  sourceKind: string | null;
}

export interface ReferenceGeography {
  unitId: number;
  lon: number;
  lat: number;
  areaKm2: number | null;
  areaMeasuredKm2: number | null;
  seat: string | null;
}

export interface ReferenceFigure {
  unitId: number;
  onDate: string;
  source: string;
  people: number | null;
  published: number | null;
  quality: string;
}

const LOADED = [
  'units/acts',
  'units/versions',
  'units/changes',
  'units/aliases',
  'units/geography',
  'population/sources',
  'population/figures',
] as const;

/** The content hash alone, to see whether a database is up to date (about 5 ms). */
export function hashReference(): string {
  const hash = createHash('sha256');
  for (const path of LOADED) {
    hash.update(path).update(readFileSync(join(DATA_FOLDER, `${path}.tsv`)));
  }
  return hash.digest('hex');
}

/**
 * Throws when a cell is not what the table promises: data/ is ours, a fault in it is a fault of
 * ours.
 */
export function readReference(): Reference {
  return {
    hash: hashReference(),
    acts: readTable('units/acts').map((row) => ({
      key: text(row, 'key'),
      number: maybe(row, 'number'),
      title: text(row, 'title'),
      issuer: text(row, 'issuer'),
      signedOn: maybe(row, 'signed'),
      effectiveOn: text(row, 'effective'),
    })),
    versions: readTable('units/versions').map((row) => ({
      unitId: number(row, 'id'),
      validFrom: maybe(row, 'from'),
      validTo: maybe(row, 'to'),
      type: text(row, 'type'),
      code: text(row, 'code'),
      name: text(row, 'name'),
      parentId: maybeNumber(row, 'parent'),
      act: maybe(row, 'act'),
    })),
    changes: readTable('units/changes').map(readChange),
    aliases: readTable('units/aliases').map((row) => ({
      unitId: number(row, 'id'),
      alias: text(row, 'alias'),
    })),
    geography: readTable('units/geography').map((row) => ({
      unitId: number(row, 'id'),
      lon: number(row, 'lon'),
      lat: number(row, 'lat'),
      areaKm2: maybeNumber(row, 'area_published'),
      areaMeasuredKm2: maybeNumber(row, 'area_measured'),
      seat: maybe(row, 'seat'),
    })),
    sources: readTable('population/sources').map((row) => ({
      key: text(row, 'key'),
      title: text(row, 'title'),
      issuer: text(row, 'issuer'),
      basis: text(row, 'basis'),
    })),
    figures: readTable('population/figures').map((row) => ({
      unitId: number(row, 'unit'),
      onDate: text(row, 'on'),
      source: text(row, 'source'),
      people: maybeNumber(row, 'people'),
      published: maybeNumber(row, 'published'),
      quality: text(row, 'quality'),
    })),
  };
}

function readChange(row: TableRow): ReferenceChange {
  return {
    fromUnitId: number(row, 'from'),
    toUnitId: maybeNumber(row, 'to'),
    effectiveOn: text(row, 'effective'),
    act: text(row, 'act'),
    clause: maybe(row, 'clause'),
    kind: text(row, 'kind'),
    share: text(row, 'share'),
    people: text(row, 'people'),
    evidence: maybe(row, 'evidence'),
    sourceKind: maybe(row, 'source_kind'),
  };
}

/** One row of the page "Nguồn dữ liệu". */
export interface SourceNote {
  facts: string;
  source: string;
  licence: string;
  /** the line that must be shown; null where none is due */
  copyright: string | null;
}

export function readSourceNotes(): SourceNote[] {
  return readTable('sources').map((row) => ({
    facts: text(row, 'facts'),
    source: text(row, 'source'),
    licence: text(row, 'licence'),
    copyright: maybe(row, 'copyright'),
  }));
}

function text(row: TableRow, column: string): string {
  const value = row[column];
  if (value === undefined || value === '')
    throw new Error(`data: ${column} is empty in ${JSON.stringify(row)}`);
  return value;
}

function maybe(row: TableRow, column: string): string | null {
  return row[column] || null;
}

function number(row: TableRow, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isFinite(value))
    throw new Error(`data: ${column} is no number in ${JSON.stringify(row)}`);
  return value;
}

function maybeNumber(row: TableRow, column: string): number | null {
  return row[column] ? number(row, column) : null;
}
