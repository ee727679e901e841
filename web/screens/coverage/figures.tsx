/** The figure, the gap in persons and what ends soon; every number opens the people behind it. */
import type { ReactNode } from 'react';
import type { CoverageAnswer } from '../../api/coverage.ts';
import { today, useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { maySeePersons } from '../../shell/navigation.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures, RateBar } from '../../ui/figure.tsx';
import { EndingFigures } from './ending.tsx';
import styles from './coverage.module.css';

/** What a figure needs; also a child or one of several definitions. */
export interface Counted {
  population: number | null;
  insured: number;
  rateBp: number | null;
  residents: number;
  insuredByName: number;
}

export interface CoverageFiguresProps {
  unitId: number;
  counted: Counted;
  definition: string;
  populationSource: CoverageAnswer['populationSource'];
  withEnding?: boolean;
}

export function CoverageFigures(props: CoverageFiguresProps): ReactNode {
  const t = useTexts('coverage').page;
  const format = useFormat();
  const { unitId, counted, definition, populationSource } = props;
  const search = { cachtinh: definition };
  const seesPersons = maySeePersons(useRoles());
  // decisions are those of the day decided for, whatever day the page shows
  const isNow = useLens().asOf === today();
  const unnamed = counted.insured - counted.insuredByName;
  const gap =
    counted.population === null ? null : Math.max(0, counted.population - counted.insured);
  return (
    <div>
      <Figures pairs={!props.withEnding}>
        <Figure label={t.rate} value={counted.rateBp} kind="rate" size="large" tone="accent" />
        <Figure
          label={t.insured}
          value={counted.insured}
          unit={t.people}
          door={doors.list({ unitId, kind: 'co-the' }, search)}
          note={unnamed > 0 && t.aggregated(unnamed)}
        />
        <Figure
          label={t.uninsured}
          value={gap}
          unit={t.people}
          tone="missing"
          door={doors.list({ unitId, kind: 'chua-co' }, search)}
          note={
            gap !== null &&
            gap > 0 && (
              <>
                {unnamed > 0
                  ? t.listed(counted.residents - counted.insuredByName, unnamed)
                  : t.toFull(gap)}
                {isNow && seesPersons && (
                  <div>
                    <DoorLink door={doors.persuade(unitId)}>{t.persuade}</DoorLink>
                  </div>
                )}
              </>
            )
          }
        />
        <Figure
          label={t.population}
          value={counted.population}
          unit={t.people}
          door={doors.unitAdministration(unitId, { muc: 'dan-so' })}
          note={
            populationSource
              ? t.populationSource(
                  [populationSource.title, format.date(populationSource.onDate)]
                    .filter(Boolean)
                    .join(', '),
                )
              : t.registered
          }
        />
      </Figures>
      <RateBar
        insured={counted.insured}
        population={counted.population}
        rateBp={counted.rateBp}
        withLegend
      />
      {props.withEnding && (
        <div className={styles.ending}>
          <EndingFigures unitId={unitId} definition={definition} />
        </div>
      )}
    </div>
  );
}
