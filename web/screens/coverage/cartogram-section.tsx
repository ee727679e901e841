/** Units below as circles: where the people are and where they lack a card. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CoverageAnswer } from '../../api/coverage.ts';
import { listPositions } from '../../api/units.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { Cartogram } from '../../ui/cartogram/cartogram.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';

export interface CartogramSectionProps {
  answer: CoverageAnswer;
  className?: string;
}

export function CartogramSection({ answer, className }: CartogramSectionProps): ReactNode {
  const t = useTexts('coverage').page;
  const { unitId } = answer.unit;
  const positions = useQuery({
    queryKey: ['positions', unitId, answer.boundaries],
    queryFn: ({ signal }) => listPositions(unitId, answer.boundaries, signal),
    staleTime: 10 * 60_000,
  });
  const children = answer.children ?? [];
  return (
    <Section title={t.cartogram} className={className}>
      <QueryView query={positions} lines={8}>
        {(found) => {
          const byUnit = new Map(found.map((position) => [position.unitId, position]));
          return (
            <Cartogram
              items={children.map((child) => ({
                id: String(child.unit.unitId),
                name: child.unit.name,
                lon: byUnit.get(child.unit.unitId)?.lon ?? null,
                lat: byUnit.get(child.unit.unitId)?.lat ?? null,
                population: child.population ?? child.residents,
                rateBp: child.rateBp,
                door: doors.unit(child.unit.unitId),
              }))}
            />
          );
        }}
      </QueryView>
    </Section>
  );
}
