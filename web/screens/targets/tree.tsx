/** Targets of a unit and the units below it, beside what was reached and what will be. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type TargetNode, type TreeAnswer, getTargetTree } from '../../api/targets.ts';
import { useSession } from '../../shell/session.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures, RateBar } from '../../ui/figure.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import { SetTarget } from './set-target.tsx';
import { BelowMark, StateMark } from './state-mark.tsx';
import { SumLine } from './sum-line.tsx';
import { type TargetsAddress, targetsDoor, useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { TreeTable } from './tree-table.tsx';
import { useTargetWords, valueText } from './words.ts';

/** Without a unit: the one the person works in. */
export function TargetsHome(): ReactNode {
  const session = useSession();
  const t = useTargetWords();
  const unit = session?.homeUnitId;
  if (!unit) return <Empty title={t.noPlace} />;
  return <Navigate to="/chi-tieu/$unit" params={{ unit: String(unit) } as never} search replace />;
}

export function Targets(): ReactNode {
  const at = useTargetsAddress();
  const { unitId, year, indicator, group, asOf, boundaries, definition, knownAt } = at;
  const query = { unit: unitId, year, indicator, group, asOf, boundaries, definition, knownAt };
  const answer = useQuery({
    queryKey: ['targets', 'tree', query],
    queryFn: ({ signal }) => getTargetTree(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={answer} lines={12}>
      {(found) => <TreePage answer={found} at={at} />}
    </QueryView>
  );
}

function TreePage({ answer, at }: { answer: TreeAnswer; at: TargetsAddress }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const mayWrite = useMayWrite();
  const [root, ...below] = answer.nodes;
  if (!root) return null;
  const about = [
    t.tree.about,
    t.asOf(format.date(answer.asOf)),
    t.working(answer.workingDaysLeft),
  ].join(' · ');
  return (
    <TargetsFrame
      tab="tree"
      unitName={root.unit.name}
      boundaries={answer.boundaries}
      about={about}
      with={{ indicator: true, group: true }}
      actions={
        mayWrite && <SetTarget node={root} answer={answer} unitId={at.unitId} year={at.year} />
      }
    >
      <LensBar />
      {answer.decidedOn === null && answer.indicator.reads === 'coverage' && (
        <Notice>{t.tree.notDecided}</Notice>
      )}
      <Columns>
        <Section title={answer.groupName}>
          <RootFigures node={root} answer={answer} at={at} />
        </Section>
        {below.length > 0 && (
          <Section title={t.tree.children}>
            <SumLine node={root} />
            <TreeTable answer={answer} at={at} />
            {below.some((node) => node.inherited.length > 0) && (
              <p className="soft">{t.tree.inheritedNote}</p>
            )}
          </Section>
        )}
        {answer.ended.length > 0 && <Ended answer={answer} />}
      </Columns>
    </TargetsFrame>
  );
}

interface RootProps {
  node: TargetNode;
  answer: TreeAnswer;
  at: TargetsAddress;
}

function RootFigures({ node, answer, at }: RootProps): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const { target, result, shortfall } = node;
  const search = { ngay: answer.asOf };
  const people = result.people ?? 0;
  return (
    <>
      {!target && <Notice title={t.tree.none}>{t.tree.noneHint}</Notice>}
      {target && (
        <p className={styles.line}>
          <strong>{valueText(t, format, target.current)}</strong>
          <StateMark state={target.current.state} />
          <BelowMark since={node.belowSince} />
          <DoorLink door={targetsDoor('own', node.unit.unitId, { year: at.year })}>
            {t.tree.history}
          </DoorLink>
        </p>
      )}
      {result.rateBp !== null && (
        <div className={styles.bar}>
          <RateBar
            insured={people}
            population={result.population}
            rateBp={result.rateBp}
            targetBp={target?.current.rateBp ?? null}
          />
        </div>
      )}
      <Figures>
        <Figure label={t.tree.rate} value={result.rateBp} kind="rate" size="large" />
        <Figure
          label={t.tree.achieved}
          value={result.people}
          door={doors.list({ unitId: node.unit.unitId, kind: 'co-the' }, search)}
          note={result.source ?? undefined}
        />
        {target && (
          <Figure
            label={t.tree.short}
            value={shortfall}
            tone={shortfall ? 'missing' : 'plain'}
            door={doors.list({ unitId: node.unit.unitId, kind: 'chua-co' }, search)}
            unit={t.people}
            note={
              shortfall ? (
                <DoorLink door={{ to: '/van-dong', search: { donvi: String(node.unit.unitId) } }}>
                  {t.tree.persuade}
                </DoorLink>
              ) : undefined
            }
          />
        )}
        {target && <Figure label={t.tree.perWeek} value={node.perWeek} note={t.tree.perWeekHint} />}
        <CourseFigures node={node} />
      </Figures>
      {answer.decidedOn !== null && (
        <p className="soft">{t.tree.decided(format.date(answer.decidedOn))}</p>
      )}
    </>
  );
}

/** Where it goes, and where it came from. */
function CourseFigures({ node }: { node: TargetNode }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const { expected } = node;
  return (
    <>
      {expected && (
        <Figure
          label={t.tree.expected}
          value={expected.rateBp}
          kind="rate"
          note={`${t.tree.expectedRange(expected.low, expected.high)}. ${t.tree.expectedHint}`}
        />
      )}
      {node.lastYear && (
        <Figure
          label={`${t.tree.lastYear} (${format.date(node.lastYear.on)})`}
          value={node.lastYear.rateBp}
          kind="rate"
          note={
            node.gained === null ? undefined : `${t.tree.gained}: ${format.signed(node.gained)}`
          }
        />
      )}
    </>
  );
}

function Ended({ answer }: { answer: TreeAnswer }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  return (
    <Section title={t.tree.ended}>
      <p className="soft">{t.tree.endedNote}</p>
      <ul>
        {answer.ended.map(({ unit, target, candidates }) => (
          <li key={target.targetId} className={styles.line}>
            <DoorLink
              door={targetsDoor('own', unit.unitId, { year: Number(target.from.slice(0, 4)) })}
            >
              {unit.name}
            </DoorLink>
            <span>{valueText(t, format, target.current)}</span>
            {candidates.length > 0 && (
              <span className="soft">
                {t.tree.endedCandidates(format.list(candidates.map((one) => one.name)))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
