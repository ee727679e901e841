/** Items that speak of targets which a unit above set: taken as a note, or answered with the plan's number. */
import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AdoptionPreview } from '../../api/plans.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Notice } from '../../ui/states.tsx';
import { targetsDoor } from '../targets/targets-address.ts';
import { useTargetWords, valueText } from '../targets/words.ts';
import type { PlanDesk } from './plan.tsx';
import { usePlanWords } from './words.ts';

/** "Mục 2" leads to the item itself, with its line in sight. */
export function ItemDoor({ desk, itemNo }: { desk: PlanDesk; itemNo: number }): ReactNode {
  const t = usePlanWords().adoption;
  const { unitId, planId, items } = desk.page;
  const item = items.find((one) => one.itemNo === itemNo);
  if (!item) return null;
  const search = { phan: item.kind, muc: String(itemNo) };
  return (
    <>
      <DoorLink door={doors.plan(unitId, planId, search)}>{t.item(itemNo)}</DoorLink>:{' '}
    </>
  );
}

interface PlanGivenProps {
  desk: PlanDesk;
  given: AdoptionPreview['given'];
  /** targets to be answered with the plan's number */
  counter: ReadonlySet<number>;
  onChange: (next: ReadonlySet<number>) => void;
}

export function PlanGiven({ desk, given, counter, onChange }: PlanGivenProps): ReactNode {
  const t = usePlanWords().adoption;
  const targetWords = useTargetWords();
  const format = useFormat();
  const toggle = (targetId: number): void => {
    const next = new Set(counter);
    if (!next.delete(targetId)) next.add(targetId);
    onChange(next);
  };
  if (given.length === 0) return null;
  return (
    <Notice title={t.given}>
      <ul>
        {given.map((one) => {
          const standing = valueText(targetWords, format, one.given);
          const said = valueText(targetWords, format, one.said);
          const year = String(one.year);
          return (
            <li key={one.targetId}>
              <ItemDoor desk={desk} itemNo={one.itemNo} />
              {one.isSame ? t.givenSame(year, standing) : t.givenOther(year, standing, said)}{' '}
              <DoorLink door={targetsDoor('own', one.unitId, { year: one.year })}>
                {t.toGiven}
              </DoorLink>
              {desk.mayEdit && one.mayCounter && (
                <Checkbox
                  size="xs"
                  label={t.counter(said)}
                  checked={counter.has(one.targetId)}
                  onChange={() => toggle(one.targetId)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
