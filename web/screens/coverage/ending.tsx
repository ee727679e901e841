/** How many cards end within 30, 60 and 90 days with no spell after them. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getEnding } from '../../api/people-lists.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { QueryView } from '../../ui/states.tsx';

export const ENDING_DAYS = [30, 60, 90] as const;

export interface EndingFiguresProps {
  unitId: number;
  definition: string | undefined;
}

export function EndingFigures({ unitId, definition }: EndingFiguresProps): ReactNode {
  const t = useTexts('coverage').page;
  const { lens, asOf, boundaries } = useLens();
  const query = {
    unit: unitId,
    asOf,
    boundaries,
    definition,
    knownAt: lens.knownAt,
    days: ENDING_DAYS,
  };
  const ending = useQuery({
    queryKey: ['ending', query],
    queryFn: ({ signal }) => getEnding(query, signal),
  });
  return (
    <QueryView query={ending} lines={2}>
      {(found) => (
        <Figures>
          {found.windows.map(({ days, people }) => (
            <Figure
              key={days}
              label={t.ending(days)}
              value={people}
              unit={t.people}
              door={doors.list({ unitId, kind: 'sap-het', days }, { cachtinh: definition })}
            />
          ))}
        </Figures>
      )}
    </QueryView>
  );
}
