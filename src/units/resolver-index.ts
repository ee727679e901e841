/** The lookup tables of the resolver: units by code, by name key, by what lies above. Pure. */
import { FAR_FUTURE, type IsoDate } from '../kernel/dates.ts';
import { markedKey, nameKey } from './address.ts';
import { bareName } from './names.ts';
import type { Level } from './types.ts';

export interface ResolverVersion {
  unitId: number;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  level: Level;
  type: string;
  code: string | null;
  name: string;
}

export interface ResolverPlacement {
  validFrom: IsoDate;
  validTo: IsoDate | null;
  path: readonly number[];
  certain: boolean;
  candidates: readonly number[];
}

export interface ResolverRow {
  unitId: number;
  anchorId: number;
  versions: readonly ResolverVersion[];
  aliases: readonly string[];
  /** may be left out for a unit that another anchors */
  placements: readonly ResolverPlacement[];
}

/** A unit as the resolver sees it. */
export interface Entry {
  unitId: number;
  level: Level;
  anchorId: number;
  versions: readonly ResolverVersion[];
  placements: readonly ResolverPlacement[];
  markedKeys: ReadonlySet<string>;
  keys: readonly string[];
  /** units above it in any tree */
  above: ReadonlySet<number>;
  /** units above it while it is in force */
  directlyAbove: ReadonlySet<number>;
}

export interface Index {
  entries: ReadonlyMap<number, Entry>;
  byCode: ReadonlyMap<string, readonly Entry[]>;
  /** units above the village by name key */
  byKey: ReadonlyMap<string, readonly Entry[]>;
  /** villages by `anchor id:name key` */
  villages: ReadonlyMap<string, readonly Entry[]>;
  villagesByKey: ReadonlyMap<string, readonly Entry[]>;
  /** units above the village that ever lay in this one */
  below: ReadonlyMap<number, readonly Entry[]>;
  /** commune-level units that share land at some time, itself included */
  family: ReadonlyMap<number, readonly number[]>;
}

export function makeIndex(rows: Iterable<ResolverRow>): Index {
  const all = [...rows];
  const placements = new Map(all.map((row) => [row.unitId, row.placements]));
  const entries = new Map<number, Entry>();
  const byCode = new Map<string, Entry[]>();
  const byKey = new Map<string, Entry[]>();
  const villages = new Map<string, Entry[]>();
  const villagesByKey = new Map<string, Entry[]>();
  const below = new Map<number, Entry[]>();
  for (const row of all) {
    const entry = makeEntry(row, placements);
    if (!entry) continue;
    entries.set(entry.unitId, entry);
    const codes = new Set(row.versions.map((version) => version.code).filter((c) => c !== null));
    for (const code of codes) append(byCode, code, entry);
    if (entry.level !== 'village') for (const id of entry.above) append(below, id, entry);
    for (const key of entry.keys) {
      if (entry.level !== 'village') append(byKey, key, entry);
      else {
        append(villages, `${entry.anchorId}:${key}`, entry);
        append(villagesByKey, key, entry);
      }
    }
  }
  return { entries, byCode, byKey, villages, villagesByKey, below, family: makeFamilies(entries) };
}

function makeEntry(
  row: ResolverRow,
  placements: ReadonlyMap<number, readonly ResolverPlacement[]>,
): Entry | undefined {
  const [first] = row.versions;
  const last = row.versions.at(-1);
  if (!first || !last) return undefined;
  const own = row.placements.length > 0 ? row.placements : (placements.get(row.anchorId) ?? []);
  const names = [
    ...row.versions.flatMap((version) => [bareName(version), version.name]),
    ...row.aliases,
  ];
  const above = new Set<number>();
  const directlyAbove = new Set<number>();
  for (const placement of own) {
    const inForce =
      placement.validFrom >= first.validFrom &&
      (last.validTo === null || (placement.validTo ?? FAR_FUTURE) <= last.validTo);
    for (const id of placement.path) {
      if (id === row.unitId) continue;
      above.add(id);
      if (inForce) directlyAbove.add(id);
    }
  }
  return {
    unitId: row.unitId,
    level: last.level,
    anchorId: row.anchorId,
    versions: row.versions,
    placements: own,
    markedKeys: new Set(names.map(markedKey)),
    keys: [...new Set(names.map(nameKey))].filter((key) => key !== ''),
    above,
    directlyAbove,
  };
}

function makeFamilies(entries: ReadonlyMap<number, Entry>): Map<number, number[]> {
  const family = new Map<number, number[]>();
  const relate = (a: number, b: number): void => {
    const known = family.get(a);
    if (!known) family.set(a, [a, b]);
    else if (!known.includes(b)) known.push(b);
  };
  for (const entry of entries.values()) {
    if (entry.level === 'village') continue;
    for (const placement of entry.placements) {
      const held = placement.certain ? placement.path.slice(-1) : placement.candidates;
      for (const id of held) {
        if (id === entry.unitId || entries.get(id)?.level !== entry.level) continue;
        relate(entry.unitId, id);
        relate(id, entry.unitId);
      }
    }
  }
  return family;
}

function append<K>(map: Map<K, Entry[]>, key: K, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
