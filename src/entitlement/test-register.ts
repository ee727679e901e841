/** A family of four, a near-poor woman and one who lives alone, in a commune of the small tree. */
import type { TestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { recordFacts } from '../registry/ops.ts';
import type { CommandInput } from '../registry/types.ts';
import type { Context } from '../stores/context.ts';

export const DAY = '2026-11-21';

export function ctxOn(database: TestDatabase, day: string): Context {
  return database.ctx({ now: () => Temporal.Instant.from(`${day}T08:00:00+07:00`) });
}

const people = new Map<string, number>();

export async function record(ctx: Context, commands: CommandInput[]): Promise<void> {
  const done = await recordFacts(ctx, { reason: 'thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  for (const [key, id] of Object.entries(done.value.people)) people.set(key, id);
}

const KEYS: Readonly<Record<string, string>> = {
  'Ông Cả': 'ca',
  'Bà Hai': 'hai',
  'Anh Ba': 'ba',
  'Bé Tư': 'tu',
  'Chị Năm': 'nam',
  'Người Xa': 'xa',
};

function person(name: string, birthDate: string): CommandInput {
  return {
    kind: 'addPerson',
    person: `new:${KEYS[name]}`,
    attributes: { fullName: name, birthDate, birthPrecision: 'day', sex: 'female' },
    residence: { placeId: PLACE.communeE, kind: 'permanent', from: '2020-01-01' },
  };
}

export function idOf(name: string): number {
  const id = people.get(`new:${KEYS[name]}`);
  if (id === undefined) throw new Error(name);
  return id;
}

/** Ids hold within one test file: each has a database of its own. */
export async function plantHousehold(database: TestDatabase): Promise<void> {
  await plantSmallTree(database.db());
  const ctx = ctxOn(database, DAY);
  await record(ctx, [
    person('Ông Cả', '1960-01-01'),
    person('Bà Hai', '1965-01-01'),
    person('Anh Ba', '1990-01-01'),
    person('Bé Tư', '2020-12-05'),
    person('Chị Năm', '1992-01-01'),
    person('Người Xa', '1980-01-01'),
  ]);
  await record(ctx, [
    {
      kind: 'addHousehold',
      household: 'new:h',
      placeId: PLACE.communeE,
      from: '2020-01-01',
    },
    ...(['Ông Cả', 'Bà Hai', 'Anh Ba', 'Bé Tư'] as const).map((name, at): CommandInput => ({
      kind: 'joinHousehold',
      person: idOf(name),
      household: 'new:h',
      relation: at === 0 ? 'head' : 'otherRelative',
      from: at === 3 ? '2020-12-05' : '2020-01-01',
    })),
    {
      kind: 'addParticipation',
      person: idOf('Anh Ba'),
      category: 'GD',
      issuer: 'own',
      from: '2026-01-01',
      to: '2027-01-01',
    },
    {
      kind: 'setStatus',
      person: idOf('Chị Năm'),
      status: 'nearPoorHousehold',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  ]);
}
