/** What a rule is used for: whom of one's own unit it counts for today, with the way to them. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ShippedRule } from '../../../src/web-law-types.ts';
import { ENTITLEMENT_KEY, getLawUses } from '../../api/entitlement.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { maySeePersons } from '../../shell/navigation.ts';
import { useRoles, useSession } from '../../shell/session.ts';
import { DoorLink } from '../../ui/door.tsx';
import type { LawSpeech } from './law-speech.ts';
import styles from './law.module.css';

/** Topics whose rows decide or price people by category alone. */
const USED: readonly ShippedRule['topic'][] = ['entitlement', 'payment', 'support', 'benefit'];

/** Whom a support or benefit under a condition reaches, the category does not tell. */
function tellsItsPeople({ topic, categories, value }: ShippedRule): boolean {
  if (!USED.includes(topic) || categories.length === 0) return false;
  return topic === 'entitlement' || value['when'] === undefined;
}

/** Named one by one up to so many. */
const NAMES_MAX = 6;

/** Nothing for who is not signed in, or sees no persons; nothing of rules that do not hold today. */
export function RuleUses({ speech, rule }: { speech: LawSpeech; rule: ShippedRule }): ReactNode {
  const { t, names, format } = speech;
  const unitId = useSession()?.homeUnitId ?? null;
  const roles = useRoles();
  const holds = rule.from <= today() && (rule.to === null || today() < rule.to);
  const isUsed = holds && tellsItsPeople(rule);
  const uses = useQuery({
    queryKey: [ENTITLEMENT_KEY, 'law-uses', unitId],
    queryFn: ({ signal }) => getLawUses(unitId ?? 0, signal),
    enabled: isUsed && unitId !== null && maySeePersons(roles),
    staleTime: 5 * 60_000,
    retry: false,
  });
  const rows = (uses.data?.categories ?? []).filter((row) =>
    rule.categories.includes(row.category),
  );
  if (!uses.data || !isUsed || rows.length === 0 || unitId === null) return null;
  const people = rows.reduce((sum, row) => sum + row.people, 0);
  return (
    <div className={styles.source}>
      <span>{t.uses.of(people, uses.data.unit.name)}:</span>
      {rows.slice(0, NAMES_MAX).map(({ category, uninsured, ...row }) => (
        <span key={category} className="number">
          {rows.length > 1 &&
            `${t.uses.category(names.category(category), format.number(row.people))}; `}
          {uninsured > 0 && (
            <>
              <DoorLink door={doors.persuade(unitId, { doituong: category })}>
                {t.uses.uncovered(uninsured)}
              </DoorLink>
              {', '}
            </>
          )}
          <DoorLink door={doors.budget(unitId, { doituong: category })}>{t.uses.budget}</DoorLink>
        </span>
      ))}
    </div>
  );
}
