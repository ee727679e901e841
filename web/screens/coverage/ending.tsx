/** How many cards end within 30, 60 and 90 days with no spell after them. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { countEnding } from '../../api/people-lists.ts';
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
  const query = { unit: unitId, asOf, boundaries, definition, knownAt: lens.knownAt };
  const counts = useQuery({
    queryKey: ['ending', query],
    queryFn: ({ signal }) =>
      Promise.all(ENDING_DAYS.map((days) => countEnding({ ...query, days }, signal))),
  });
  return (
    <QueryView query={counts} lines={2}>
      {(found) => (
        <Figures>
          {ENDING_DAYS.map((days, at) => (
            <Figure
              key={days}
              label={t.ending(days)}
              value={found[at] ?? null}
              unit={t.people}
              door={doors.list({ unitId, kind: 'sap-het', days }, { cachtinh: definition })}
            />
          ))}
        </Figures>
      )}
    </QueryView>
  );
}
