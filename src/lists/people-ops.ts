/** Persons whom a search or a row found, as the caller may see them: those elsewhere are missing. */
import { maskNationalId } from '../registry/mask.ts';
import { listHitDetails } from '../registry/sql-search.ts';
import { type Context, today } from '../stores/context.ts';
import { listPeopleNames } from './people-sql.ts';
import type { ShownPerson } from './types.ts';

export async function describePeople(
  ctx: Context,
  personIds: readonly number[],
): Promise<Map<number, ShownPerson>> {
  if (personIds.length === 0) return new Map();
  const names = await listPeopleNames(ctx.db, personIds);
  const details = await listHitDetails(ctx.db, [...names.keys()], today(ctx));
  return new Map(
    [...names].map(([personId, { fullName, sex }]) => {
      const detail = details.get(personId);
      const place = detail?.placeUnits ?? [];
      return [
        personId,
        {
          fullName,
          sex,
          birthDate: detail?.birthDate ?? null,
          birthPrecision: detail?.birthPrecision ?? null,
          nationalId: maskNationalId(detail?.nationalId ?? null),
          place: place.map((unit) => unit.name).join(', '),
          headName: detail?.headName ?? null,
        },
      ];
    }),
  );
}
