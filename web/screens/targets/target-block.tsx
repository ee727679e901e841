/** "Chỉ tiêu năm" of the start page: what was set for one's place, who is missing, at what pace. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type TargetNode, type TreeAnswer, getTargetTree } from '../../api/targets.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures, RateBar } from '../../ui/figure.tsx';
import { Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { BelowMark, StateMark } from './state-mark.tsx';
import { SumLine } from './sum-line.tsx';
import { targetsDoor } from './targets-address.ts';
import styles from './targets.module.css';
import { useTargetWords, valueText } from './words.ts';

export interface TargetBlockProps {
  unitId: number;
  asOf: IsoDate;
  boundaries: IsoDate;
  definition: string;
}

export function TargetBlock({ unitId, asOf, boundaries, definition }: TargetBlockProps): ReactNode {
  const t = useTargetWords();
  const year = Number(asOf.slice(0, 4));
  const query = {
    unit: unitId,
    year,
    indicator: 'coverage',
    group: '',
    asOf,
    boundaries,
    definition,
    depth: 1,
  };
  const answer = useQuery({
    queryKey: ['targets', 'tree', query],
    queryFn: ({ signal }) => getTargetTree(query, signal),
  });
  return (
    <Section
      className={span.half}
      title={t.block.title(year)}
      aside={<DoorLink door={targetsDoor('tree', unitId, { year })}>{t.tabs.tree}</DoorLink>}
    >
      <QueryView query={answer} lines={3}>
        {(found) => <BlockBody answer={found} year={year} />}
      </QueryView>
    </Section>
  );
}

function BlockBody({ answer, year }: { answer: TreeAnswer; year: number }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const [node, ...below] = answer.nodes;
  if (!node?.target) {
    if (!node?.below) return <Empty title={t.block.none} hint={t.block.noneHint} />;
    return <OfUnitsBelow node={node} below={below} year={year} />;
  }
  const { target, result, shortfall, unit } = node;
  const search = { ngay: answer.asOf };
  const own = targetsDoor('own', unit.unitId, { year });
  return (
    <>
      <p className={styles.line}>
        <DoorLink door={own}>{valueText(t, format, target.current)}</DoorLink>
        <StateMark state={target.current.state} />
        <BelowMark since={node.belowSince} />
        <span className="soft">{t.working(answer.workingDaysLeft)}</span>
      </p>
      {result.rateBp !== null && (
        <div className={styles.bar}>
          <RateBar
            insured={result.people ?? 0}
            population={result.population}
            rateBp={result.rateBp}
            targetBp={target.current.rateBp}
          />
        </div>
      )}
      <Figures>
        <Figure label={t.tree.rate} value={result.rateBp} kind="rate" door={own} />
        <Figure
          label={t.tree.short}
          value={shortfall}
          unit={t.people}
          tone={shortfall ? 'missing' : 'plain'}
          door={doors.list({ unitId: unit.unitId, kind: 'chua-co' }, search)}
          note={
            shortfall ? (
              <DoorLink door={doors.persuade(unit.unitId)}>{t.tree.persuade}</DoorLink>
            ) : undefined
          }
        />
        <Figure
          label={t.tree.perWeek}
          value={node.perWeek}
          unit={t.people}
          door={targetsDoor('tree', unit.unitId, { year })}
          note={t.tree.perWeekHint}
        />
      </Figures>
    </>
  );
}

interface BelowProps {
  node: TargetNode;
  below: readonly TargetNode[];
  year: number;
}

/** No target of its own: what those below it still have to win, added up. */
function OfUnitsBelow({ node, below, year }: BelowProps): ReactNode {
  const t = useTargetWords();
  const sum = (of: (child: TargetNode) => number | null): number =>
    below.reduce((total, child) => total + Math.max(0, of(child) ?? 0), 0);
  const tree = targetsDoor('tree', node.unit.unitId, { year });
  return (
    <Stack gap="sm">
      <SumLine node={node} />
      <Figures>
        <Figure
          label={t.tree.short}
          value={sum((child) => child.shortfall)}
          unit={t.people}
          tone="missing"
          door={tree}
          note={<DoorLink door={doors.persuade(node.unit.unitId)}>{t.tree.persuade}</DoorLink>}
        />
        <Figure
          label={t.tree.perWeek}
          value={sum((child) => child.perWeek)}
          unit={t.people}
          door={tree}
          note={t.tree.perWeekHint}
        />
      </Figures>
    </Stack>
  );
}
