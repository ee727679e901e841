import { describe, expect, test } from 'vitest';
import { editDistance, markedKey, nameKey, parseAddress } from './address.ts';
import { readReference } from './reference.ts';
import { type ResolveQuery, makeResolver } from './resolver.ts';
import { SINCE_ALWAYS, makePlacer, makeTree } from './rules.ts';
import { type UnitType, levelOf } from './types.ts';

const reference = readReference();
const tree = makeTree(
  [
    ...reference.versions.map((version) => ({
      ...version,
      validFrom: version.validFrom ?? SINCE_ALWAYS,
      level: levelOf(version.type as UnitType),
    })),
    // villages: one under an old commune, one under today's, one of a split commune told apart
    village(2_000_001, 'Thôn Tân Lập', 102545),
    village(2_000_002, 'Tổ dân phố 5', 202536, '2025-07-01'),
    village(2_000_003, 'Thôn Hải Phong', 118796, SINCE_ALWAYS, '2025-07-01'),
    village(2_000_003, 'Thôn Hải Phong', 218823, '2025-07-01'),
  ],
  reference.changes.map((change) => ({ ...change, people: change.people as 'all' })),
);
const placer = makePlacer(tree);
const resolver = makeResolver(
  [...tree.versions].map(([unitId, versions]) => ({
    unitId,
    anchorId: placer.anchorOf(unitId),
    versions,
    aliases: reference.aliases.filter((a) => a.unitId === unitId).map((a) => a.alias),
    placements: placer.anchorOf(unitId) === unitId ? placer.placementsOf(unitId) : [],
  })),
  '2026-11-22',
);

function village(
  unitId: number,
  name: string,
  parentId: number,
  validFrom: string = SINCE_ALWAYS,
  validTo: string | null = null,
) {
  const type = name.startsWith('Tổ') ? 'to-dan-pho' : 'thon';
  return {
    unitId,
    name,
    parentId,
    validFrom,
    validTo,
    type,
    level: 'village' as const,
    code: null,
  };
}

describe('codes', () => {
  test.each<[ResolveQuery, string, number | null]>([
    [{ code: '02536' }, 'certain', 202536],
    [{ code: '02536', on: '2021-12-31' }, 'certain', 202536],
    [{ code: '2536', level: 'commune' }, 'certain', 202536],
    [{ code: '4', level: 'commune' }, 'certain', 200004],
    [{ code: '08', on: '2026-01-01' }, 'certain', 1208],
    [{ code: '8', level: 'province' }, 'certain', 1208],
    [{ code: '06970' }, 'certain', 206970],
    [{ code: '06978' }, 'certain', 206970],
    [{ code: '18796' }, 'ambiguous', null],
    [{ code: '076' }, 'ambiguous', null],
    [{ code: '99999' }, 'none', null],
  ])('%o is %s: %s', (query, certainty, today) => {
    const found = resolver.resolve(query);
    expect([found.certainty, found.today.unitId]).toEqual([certainty, today]);
  });

  test('the day tells the town of old from the commune of today with the same code', () => {
    expect(resolver.resolve({ code: '02536', on: '2021-12-31' }).on?.unitId).toBe(102536);
    expect(resolver.resolve({ code: '02536', on: '2026-01-01' }).on?.unitId).toBe(202536);
  });

  test('and back: a commune of today on a day before lies in several', () => {
    const { on } = resolver.resolve({ text: 'Đặc khu Lý Sơn', on: '2021-01-01' });
    expect(on).toMatchObject({ unitId: 2536, certain: true });
    expect(resolver.placeOn(202548, '2021-01-01').candidates.length).toBeGreaterThan(1);
  });
});

describe('addresses as lists write them', () => {
  test.each<[string, number]>([
    ['Xã Tân Trào, Huyện Sơn Dương, Tỉnh Tuyên Quang', 102545],
    ['xa tan trao, huyen son duong, tinh tuyen quang', 102545],
    ['XÃ TÂN TRÀO - H. SƠN DƯƠNG - T. TUYÊN QUANG', 102545],
    ['tỉnh Tuyên Quang, huyện Sơn Dương, xã Tân Trào', 102545],
    ['xã Tân Trào huyện Sơn Dương tỉnh Tuyên Quang', 102545],
    ['Tân Trào Sơn Dương Tuyên Quang', 102545],
    ['TT. Sơn Dương, Sơn Dương, Tuyên Quang', 102536],
    ['TT Sơn Dương, H.Sơn Dương', 102536],
    ['P.Minh Xuân, TP. Tuyên Quang', 102203],
    ['Phường 1, Quận 3, TP.HCM', 127160],
    ['P1 Q3 TPHCM', 127160],
    ['P.01, Q.3, HCM', 127160],
    ['xã Mĩ Lí, Kì Sơn, Nghệ An', 116816],
    ['Xã Ea Hleo, Huyện Ea H’leo, Dak Lak', 124184],
    ['Xã Bản Lang, Huyện Phong Thổ, Lai Châu', 103577],
    ['Xã Tam Thôn Hiệp, Huyện Cần Giờ, TP Hồ Chí Minh', 127670],
    ['xã Long Sơn, TP Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu', 126545],
    ['Xã Kỳ Lợi, thị xã Kỳ Anh, Hà Tĩnh', 118796],
    ['Phường Vỹ Dạ, thành phố Huế, Thừa Thiên - Huế'.normalize('NFD'), 119777],
    ['Số 12 đường Trần Phú, Phường Minh Xuân, TP Tuyên Quang', 102203],
    ['Xã Hoà An, Chiêm Hoá, Tuyên Quang', 102353],
  ])('%s', (text, unitId) => {
    const found = resolver.resolve({ text });
    const names = found.matches.map((match) => `${match.unitId} ${match.name}`);
    // a name alone may fit units of both times; the one meant is there and all lead to one of today
    expect(names.map((name) => Number(name.split(' ')[0]))).toContain(unitId);
    expect(found.certainty).toBe(
      placer.placementOn(unitId, '2026-11-22').certain ? 'certain' : 'ambiguous',
    );
  });

  test('every address of 30/6/2025 written out in full finds its own commune alone', () => {
    const wrong: string[] = [];
    for (const [unitId, versions] of tree.versions) {
      if (versions[0]?.level !== 'commune' || unitId >= 200_000) continue;
      const path = placer.placementOn(unitId, '2025-06-30').path.slice(1).toReversed();
      const text = path.map((id) => tree.versions.get(id)?.[0]?.name).join(', ');
      const found = resolver.resolve({ text });
      if (found.matches.length !== 1 || found.matches[0]?.unitId !== unitId) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test('every address of today finds its own commune', () => {
    const wrong: string[] = [];
    for (const [unitId, versions] of tree.versions) {
      const last = versions.at(-1);
      if (last?.level !== 'commune' || last.validTo !== null) continue;
      const province = tree.versions.get(last.parentId ?? 0)?.at(-1)?.name;
      const text = `${last.name}, ${province}`;
      const found = resolver.resolve({ text, on: '2026-11-22' });
      if (found.on?.unitId !== unitId || found.certainty !== 'certain') wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test('namesakes without a province are ambiguous and named', () => {
    const found = resolver.resolve({ text: 'xã Tân Thành', on: '2026-01-01' });
    expect(found.certainty).toBe('ambiguous');
    expect(found.matches.length).toBeGreaterThan(1);
    expect(found.today.candidates.length).toBeGreaterThan(1);
  });

  test('the place of the list narrows it', () => {
    const found = resolver.resolve({ text: 'Phú Thịnh', level: 'commune', within: 86 + 1200 });
    expect(found.matches.every((match) => match.name.endsWith('Phú Thịnh'))).toBe(true);
    expect(found.certainty).not.toBe('none');
  });

  test('a misspelt part is likely at best, never certain', () => {
    const found = resolver.resolve({ text: 'Xã Tân Trào, Huyện Sơn Duơngg, Tuyên Quang' });
    expect(found.today.unitId).toBe(202545);
    const commune = resolver.resolve({ text: 'Xã Tân Tràoo, Huyện Sơn Dương, Tuyên Quang' });
    expect([commune.certainty, commune.matches[0]?.unitId]).toEqual(['likely', 102545]);
  });

  test('an unknown commune is not taken for its district’s town', () => {
    const found = resolver.resolve({ text: 'Xã Không Có, Sơn Dương, Tuyên Quang' });
    expect(found.matches.map((match) => match.unitId)).toEqual([2076]);
    expect(found.rest).toEqual(['Không Có']);
  });

  test('nothing understood is nothing found', () => {
    expect(resolver.resolve({ text: 'xyz qwerty' })).toMatchObject({
      certainty: 'none',
      matches: [],
    });
    expect(resolver.resolve({ text: '' }).certainty).toBe('none');
  });
});

describe('villages', () => {
  test.each<[string, number, number]>([
    ['thôn Tân Lập, xã Tân Trào, huyện Sơn Dương, Tuyên Quang', 2_000_001, 2_000_001],
    ['Tân Lập, xã Tân Trào, Tuyên Quang', 2_000_001, 2_000_001],
    ['TDP số 5, xã Sơn Dương, Tuyên Quang', 2_000_002, 2_000_002],
    ['Tổ dân phố 05, TT Sơn Dương, huyện Sơn Dương, Tuyên Quang', 2_000_002, 2_000_002],
    ['Thôn Hải Phong, xã Kỳ Lợi, thị xã Kỳ Anh, Hà Tĩnh', 2_000_003, 2_000_003],
  ])('%s', (text, unitId, today) => {
    const found = resolver.resolve({ text });
    expect(found.matches.map((match) => match.unitId)).toEqual([unitId]);
    expect(found.today).toMatchObject({ unitId: today, certain: true });
  });

  test('an unknown village leaves the commune and the words', () => {
    const found = resolver.resolve({
      text: 'Thôn Xa Lạ, xã Tân Trào, huyện Sơn Dương, Tuyên Quang',
    });
    expect(found.matches.map((match) => match.unitId)).toEqual([102545]);
    expect(found.rest).toEqual(['Xa Lạ']);
  });
});

describe('keys of names', () => {
  test.each([
    ['Lý', 'Lí'],
    ['Mỹ Đức', 'Mĩ Đức'],
    ['Hòa Bình', 'Hoà Bình'],
    ['Quý Lộc', 'Quí Lộc'],
    ['Phường 01', 'phường 1'],
    ["Ea H'leo", 'Ea Hleo'],
    ['Ðồng Nai', 'Đồng Nai'],
    ['Tổ dân phố số 5', 'tổ dân phố 5'],
  ])('%s = %s', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test('marks are kept where they tell names apart, wherever the tone stands', () => {
    expect(markedKey('Hòa Thủy')).toBe(markedKey('Hoà Thuỷ'));
    expect(markedKey('Tân Trào')).not.toBe(markedKey('Tân Trạo'));
  });

  test('an address is cut into parts with their levels', () => {
    const parts = parseAddress('Thôn 5, TT. Sơn Dương - T. Tuyên Quang', () => false);
    expect(parts.map((part) => [part.text, part.levels, part.type])).toEqual([
      ['5', ['village'], 'thon'],
      ['Sơn Dương', ['commune'], 'thi-tran'],
      ['Tuyên Quang', ['province', 'village'], null],
    ]);
  });

  test.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abcd', 1],
    ['abc', 'xyz', 2],
  ])('from %s to %s within one: %i', (a, b, expected) => {
    expect(editDistance(a, b, 1)).toBe(expected);
  });
});
