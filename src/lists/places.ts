/**
 * Places as lists write them → units of today. Old codes and names of before 1/7/2025 lead to where
 * their people are now. One look-up a distinct text. Pure: the resolver and the tree are given.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { fold } from '../kernel/text.ts';
import type { Resolution, ResolveQuery, Resolver } from '../units/resolver.ts';
import type { FoundPlace, WrittenPlace } from './clean-row.ts';

export interface PlaceFinderParts {
  resolver: Pick<Resolver, 'resolve'>;
  /** the day whose names and codes the list uses */
  on: IsoDate;
  /** unit the list speaks of */
  unitId: number;
  /** commune of today of every village and commune of today */
  communeOf: ReadonlyMap<number, number>;
  /** villages and communes within the list's unit */
  isWithin: (placeId: number) => boolean;
}

const NOWHERE: FoundPlace = { placeId: null, communeId: null, doubt: 'unknown' };
const CACHE_MAX = 50_000;

export function makePlaceFinder(parts: PlaceFinderParts): (written: WrittenPlace) => FoundPlace {
  const cache = new Map<string, FoundPlace>();
  const commune = parts.communeOf.get(parts.unitId);
  /** a list of one commune or village need not say so in every row */
  const home: FoundPlace =
    commune === undefined ? NOWHERE : { placeId: parts.unitId, communeId: commune, doubt: null };
  return (written) => {
    const hasMore = written.village + written.commune + written.communeCode !== '';
    const address = hasMore ? '' : written.address;
    // a village alone, perhaps of a heading: the address may say the commune
    const isVillageAlone = hasMore && written.commune + written.communeCode === '';
    const spare = isVillageAlone ? written.address : '';
    const key = [
      written.village,
      written.commune,
      written.communeCode,
      written.district,
      written.province,
      address,
      spare,
    ].join('\n');
    const known = cache.get(key);
    if (known) return known;
    const found = withSpare(parts, find(parts, written, address, home), written.village, spare);
    if (cache.size >= CACHE_MAX) cache.clear();
    cache.set(key, found);
    return found;
  };
}

/** Where the village alone could not be told, in the commune that the address names. */
function withSpare(
  parts: PlaceFinderParts,
  found: FoundPlace,
  village: string,
  address: string,
): FoundPlace {
  if (address === '' || (found.placeId !== null && found.placeId !== found.communeId)) return found;
  const named = ask(parts, { text: address });
  if (named.placeId === null || named.communeId === null) return found;
  // a list of one commune is of that commune, whatever an address says
  if (found.communeId !== null && found.communeId !== named.communeId) return found;
  if (named.placeId !== named.communeId) return settle(parts, named);
  const query: ResolveQuery = { text: villageText(village), level: 'village' };
  const within = { ...query, within: named.communeId, on: parts.on };
  const inside = read(parts, parts.resolver.resolve(within));
  return settle(parts, inside.placeId === null ? { ...named, doubt: 'villageUnknown' } : inside);
}

function find(
  parts: PlaceFinderParts,
  written: WrittenPlace,
  address: string,
  home: FoundPlace,
): FoundPlace {
  if (written.communeCode !== '') return findByCode(parts, written);
  const above = [written.commune, written.district, written.province].filter((text) => text !== '');
  if (written.commune === '' && address === '' && written.village === '') return home;
  if (written.commune === '' && written.village !== '' && above.length === 0) {
    return findVillage(parts, written.village, home);
  }
  const text = address === '' ? [villageText(written.village), ...above].join(', ') : address;
  const found = ask(parts, { text: text.replace(/^, /, '') });
  const isWritten = written.village !== '';
  if (found.placeId !== null) return isWritten ? withVillage(parts, found) : settle(parts, found);
  // an address of a commune's own list may name only the village, or nothing that helps
  if (address !== '' && home.placeId !== null) {
    const village = findVillage(parts, address, home);
    return village.placeId === home.placeId ? { ...home, doubt: 'villageUnknown' } : village;
  }
  return found;
}

/** `Thôn Đồng Găng` stays; a bare name gets a kind, so that it is not taken for a commune. */
function villageText(name: string): string {
  if (name === '') return '';
  return /^(thôn|bản|xóm|tổ|tdp|ấp|khu|khóm|buôn|làng|plei|bon)\b/iu.test(name)
    ? name
    : `Thôn ${name}`;
}

function findByCode(parts: PlaceFinderParts, written: WrittenPlace): FoundPlace {
  const { resolver, on } = parts;
  const code = written.communeCode.replace(/\D/g, '');
  const byCode = code === '' ? null : resolver.resolve({ code, level: 'commune', on });
  const [match] = byCode?.matches ?? [];
  if (!byCode || !match) {
    return written.commune === ''
      ? NOWHERE
      : find(parts, { ...written, communeCode: '' }, '', NOWHERE);
  }
  if (written.village !== '') {
    const village = resolver.resolve({
      text: villageText(written.village),
      level: 'village',
      within: match.unitId,
      on,
    });
    const found = read(parts, village);
    if (found.placeId !== null) return settle(parts, found);
    const commune = read(parts, byCode);
    return settle(parts, { ...commune, doubt: commune.doubt ?? 'villageUnknown' });
  }
  return settle(parts, read(parts, byCode));
}

function findVillage(parts: PlaceFinderParts, name: string, home: FoundPlace): FoundPlace {
  const query: ResolveQuery = { text: villageText(name), level: 'village', within: parts.unitId };
  const found = read(parts, parts.resolver.resolve({ ...query, on: parts.on }));
  if (found.placeId !== null) return found;
  return home.placeId === null ? found : { ...home, doubt: 'villageUnknown' };
}

/** Within the list's unit first; what lies elsewhere is found too, and said. */
function ask(parts: PlaceFinderParts, query: ResolveQuery): FoundPlace {
  const inside = read(
    parts,
    parts.resolver.resolve({ ...query, on: parts.on, within: parts.unitId }),
  );
  if (inside.placeId !== null && inside.doubt !== 'similar') return inside;
  const anywhere = read(parts, parts.resolver.resolve({ ...query, on: parts.on }));
  if (inside.placeId !== null)
    return anywhere.doubt === null && anywhere.placeId !== null ? anywhere : inside;
  return anywhere.placeId === null && inside.doubt === 'several' ? inside : anywhere;
}

function read({ communeOf }: PlaceFinderParts, found: Resolution): FoundPlace {
  if (found.certainty === 'none') return NOWHERE;
  const { unitId, candidates } = found.today;
  if (unitId !== null) {
    const communeId = communeOf.get(unitId);
    if (communeId === undefined) return NOWHERE;
    const doubt = found.certainty === 'likely' && found.matches.some((one) => one.by === 'similar');
    return { placeId: unitId, communeId, doubt: doubt ? 'similar' : null };
  }
  const communes = new Set(candidates.map((id) => communeOf.get(id)));
  const [only] = communes;
  if (communes.size === 1 && only !== undefined) {
    return { placeId: only, communeId: only, doubt: 'several' };
  }
  return { placeId: null, communeId: null, doubt: 'several' };
}

/** The row names a village: where only the commune was found, it is said. */
function withVillage(parts: PlaceFinderParts, found: FoundPlace): FoundPlace {
  const settled = settle(parts, found);
  const isVillage = settled.placeId !== settled.communeId;
  return isVillage || settled.doubt !== null ? settled : { ...settled, doubt: 'villageUnknown' };
}

function settle(parts: PlaceFinderParts, found: FoundPlace): FoundPlace {
  if (found.placeId === null || found.doubt !== null) return found;
  return parts.isWithin(found.placeId) ? found : { ...found, doubt: 'outside' };
}

/** Code of a people from its name; built once from code → name. */
export function makeEthnicityReader(
  names: Readonly<Record<string, string>>,
): (written: string) => string | null {
  const byName = new Map(Object.entries(names).map(([code, name]) => [fold(name), code]));
  const others: readonly (readonly [string, string])[] = [
    ['hmong', '08'],
    ['meo', '08'],
    ['co ho', '16'],
    ['e de', '12'],
    ['kho me', '05'],
    ['viet', '01'],
  ];
  for (const [name, code] of others) byName.set(name, code);
  return (written) =>
    names[written] === undefined ? (byName.get(fold(written)) ?? null) : written;
}
