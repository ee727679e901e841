/** Random persons for property tests and benchmarks: dated facts that often meet the law. */
import type { Random } from '../kernel/random.ts';
import { addDays, isIsoDate } from '../kernel/dates.ts';
import { AREA_CLASSES, type PersonFacts, STATUSES } from './facts.ts';

/** Days around which the law changes; random days are drawn near them. */
export const LAW_DAYS: readonly string[] = [
  '2015-01-01',
  '2018-12-01',
  '2021-06-04',
  '2023-07-01',
  '2023-11-01',
  '2023-12-03',
  '2025-01-01',
  '2025-07-01',
  '2025-08-15',
  '2026-01-01',
  '2026-07-01',
];

export function randomDay(random: Random): string {
  const day = random.pick(LAW_DAYS);
  return random.chance(0.5) ? addDays(day, random.int(5) - 2) : addDays(day, random.int(400) - 100);
}

function randomSpell(random: Random): { from: string; to: string | null } {
  const from = addDays(randomDay(random), -random.int(2000));
  return { from, to: random.chance(0.4) ? addDays(from, 1 + random.int(2500)) : null };
}

export function randomFacts(random: Random): PersonFacts {
  const many = random.int(4);
  return {
    birthDate: random.chance(0.05) ? null : randomBirth(random),
    ethnicityCode: random.pick([null, '01', '01', '02', '08', '55']),
    statuses: Array.from({ length: many }, () => ({
      status: random.pick(STATUSES),
      ...randomSpell(random),
    })),
    areaClasses: Array.from({ length: random.int(3) }, () => ({
      areaClass: random.pick(AREA_CLASSES),
      ...randomSpell(random),
    })),
    provinceCode: random.pick([null, '08', '24', '46', '79']),
    formerProvinceCode: random.pick([null, '08', '24', '46', '79']),
    school: random.chance(0.5)
      ? { level: random.pick(['central', 'province'] as const), provinceCode: '08' }
      : null,
    choices: random.chance(0.3)
      ? [
          {
            kind: random.pick(['household', 'highestSupport', 'individual', 'kept'] as const),
            category: random.pick(['CN', 'DT', 'HS', 'multidimensionalPoor']),
            ...randomSpell(random),
          },
        ]
      : [],
  };
}

/** Birthdays near six, seventy, seventy-five and eighty years before a day of the law. */
function randomBirth(random: Random): string {
  const day = addDays(randomDay(random), random.int(61) - 30);
  const years = random.pick([0, 5, 6, 6, 18, 40, 69, 70, 74, 75, 79, 80]);
  const year = Number(day.slice(0, 4)) - years;
  const birthDate = `${year}${day.slice(4)}`;
  return isIsoDate(birthDate) ? birthDate : `${year}-03-01`;
}
