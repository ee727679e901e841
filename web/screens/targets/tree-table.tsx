/** Units below with target, result, shortfall, pace and course; a row opens the unit's own tree. */
import type { ReactNode } from 'react';
import type { TargetNode, TreeAnswer } from '../../api/targets.ts';
import { useAddressSort } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column, Sort } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { Spark } from './spark.tsx';
import { BelowMark, StateMark } from './state-mark.tsx';
import { type TargetsAddress, targetsDoor } from './targets-address.ts';
import styles from './targets.module.css';
import { type TargetWords, rateText, useTargetWords, valueText } from './words.ts';

const FALLBACK: Sort = { column: 'short', direction: 'desc' };

export interface TreeTableProps {
  answer: TreeAnswer;
  at: TargetsAddress;
}

export function TreeTable({ answer, at }: TreeTableProps): ReactNode {
  const t = useTargetWords();
  const { sort, onSort } = useAddressSort('xepct', FALLBACK);
  const [root, ...below] = answer.nodes;
  const columns = useColumns(answer, at);
  if (!root) return null;
  const having = below.filter((node) => node.needed !== null || node.inherited.length > 0);
  const behind = having.filter((node) => node.isReached === false).length;
  const fallen = below.filter((node) => node.belowSince !== null).length;
  return (
    <>
      <p className={styles.line}>
        {having.length > 0 && <span>{t.tree.behindCount(behind, having.length)}</span>}
        {fallen > 0 && <span className={styles.flag}>{t.tree.belowCount(fallen)}</span>}
      </p>
      <DataTable
        id="target-tree"
        caption={`${t.tabs.tree}: ${root.unit.name} (${answer.groupName}, ${at.year})`}
        columns={columns}
        rows={below}
        rowKey={(node) => node.unit.unitId}
        rowDoor={(node) => targetsDoor('tree', node.unit.unitId, at)}
        sort={sort}
        onSort={onSort}
      />
    </>
  );
}

/** People needed: its own, or those of the units merged into it. */
function neededOf(node: TargetNode): number | null {
  if (node.needed !== null || node.inherited.length === 0) return node.needed;
  const parts = node.inherited.map((row) => row.needed);
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

function useColumns(answer: TreeAnswer, at: TargetsAddress): Column<TargetNode>[] {
  const t = useTargetWords();
  const format = useFormat();
  const search = { ngay: answer.asOf };
  const root = answer.nodes[0];
  const shortMax = Math.max(1, ...answer.nodes.slice(1).map((node) => node.shortfall ?? 0));
  const list = (kind: 'co-the' | 'chua-co') => (node: TargetNode) =>
    doors.list({ unitId: node.unit.unitId, kind }, search);
  return [
    {
      id: 'unit',
      title: t.tree.unit,
      value: (node) => node.unit.name,
      door: (node) => targetsDoor('tree', node.unit.unitId, at),
      width: 150,
    },
    {
      id: 'target',
      title: t.tree.target,
      value: (node) => targetText(t, format, node),
      sortable: false,
      width: 110,
    },
    {
      id: 'needed',
      title: t.tree.needed,
      kind: 'number',
      value: neededOf,
      total: root?.needed ?? root?.below?.people ?? null,
    },
    {
      id: 'achieved',
      title: t.tree.achieved,
      kind: 'number',
      value: (node) => node.result.people,
      door: list('co-the'),
      total: root?.result.people ?? null,
    },
    {
      id: 'rate',
      title: t.tree.rate,
      kind: 'rate',
      value: (node) => node.result.rateBp,
      render: (node) => rateText(format, node.result.rateBp),
      total: root?.result.rateBp ?? null,
    },
    {
      id: 'short',
      title: t.tree.short,
      kind: 'number',
      value: (node) => node.shortfall,
      bar: ({ shortfall }) =>
        shortfall === null ? undefined : { share: shortfall / shortMax, tone: 'missing' },
      door: list('chua-co'),
      total: root?.shortfall ?? null,
      width: 110,
    },
    {
      id: 'perWeek',
      title: t.tree.perWeek,
      hint: t.tree.perWeekHint,
      kind: 'number',
      value: (node) => node.perWeek,
      total: root?.perWeek ?? null,
    },
    ...useCourseColumns(answer),
    ...hiddenColumns(t, root),
  ];
}

/** Where it goes: the forecast, the line so far, the state. */
function useCourseColumns(answer: TreeAnswer): Column<TargetNode>[] {
  const t = useTargetWords();
  const format = useFormat();
  const root = answer.nodes[0];
  return [
    {
      id: 'expected',
      title: t.tree.expected,
      hint: t.tree.expectedHint,
      kind: 'rate',
      value: (node) => node.expected?.rateBp ?? null,
      total: root?.expected?.rateBp ?? null,
      hidden: answer.nodes.every((node) => node.expected === null),
    },
    {
      id: 'course',
      title: t.tree.course,
      value: () => null,
      sortable: false,
      render: (node) => (
        <Spark
          series={node.series}
          targetBp={node.target?.current.rateBp ?? null}
          label={courseLabel(t, format, node)}
        />
      ),
      hidden: answer.nodes.every((node) => node.series.length < 2),
    },
    {
      id: 'state',
      title: t.tree.state,
      value: (node) => (node.target ? t.states[node.target.current.state] : null),
      render: (node) => (
        <>
          {node.target && <StateMark state={node.target.current.state} />}{' '}
          <BelowMark since={node.belowSince} isShort />
        </>
      ),
      width: 120,
    },
  ];
}

function hiddenColumns(t: TargetWords, root: TargetNode | undefined): Column<TargetNode>[] {
  return [
    {
      id: 'population',
      title: t.tree.population,
      kind: 'number',
      value: (node) => node.result.population,
      total: root?.result.population ?? null,
      hidden: true,
    },
    {
      id: 'gained',
      title: t.tree.gained,
      kind: 'signed',
      value: (node) => node.gained,
      total: root?.gained ?? null,
      hidden: true,
    },
    {
      id: 'lastYear',
      title: t.tree.lastYear,
      kind: 'rate',
      value: (node) => node.lastYear?.rateBp ?? null,
      total: root?.lastYear?.rateBp ?? null,
      hidden: true,
    },
    {
      id: 'below',
      title: t.tree.below,
      kind: 'date',
      value: (node) => node.belowSince,
      hidden: true,
    },
  ];
}

function targetText(
  t: TargetWords,
  format: ReturnType<typeof useFormat>,
  node: TargetNode,
): string | null {
  if (node.target) {
    const { operator, rateBp, people } = node.target.current;
    const measure = rateBp === null ? 'people' : 'rate';
    const shown = { operator, measure, rateBp, people: rateBp === null ? people : null } as const;
    return valueText(t, format, shown) || t.matrix.blank;
  }
  if (node.inherited.length === 0) return null;
  return t.tree.inherited(format.list(node.inherited.map((row) => row.unit.name)));
}

function courseLabel(
  t: TargetWords,
  format: ReturnType<typeof useFormat>,
  node: TargetNode,
): string {
  const [first, last] = [node.series[0], node.series.at(-1)];
  const from = rateText(format, first?.rateBp ?? null);
  return t.tree.courseOf(node.unit.name, from, rateText(format, last?.rateBp ?? null));
}
