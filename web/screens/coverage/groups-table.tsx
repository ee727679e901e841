/** Who is insured through which group of the law, one or two definitions side by side. */
import type { CSSProperties, ReactNode } from 'react';
import type { CoverageAnswer } from '../../api/coverage.ts';
import { doors } from '../../shell/doors.ts';
import { useNameOf, useTexts } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import styles from './coverage.module.css';

interface GroupRow {
  key: string;
  group: number;
  /** null = the row of the whole group */
  subgroup: string | null;
  name: string;
  insured: number;
  /** by the definition compared with */
  other: number | null;
}

export interface GroupsTableProps {
  answer: CoverageAnswer;
  /** its name and the compared one's */
  definitionNames: readonly [string, string | null];
}

export function GroupsTable({ answer, definitionNames }: GroupsTableProps): ReactNode {
  const texts = useTexts('coverage').page;
  const nameOf = useNameOf();
  const rows = rowsOf(answer, nameOf);
  const { unitId } = answer.unit;
  const largest = Math.max(1, ...rows.map((row) => row.insured));
  const [own, other] = definitionNames;
  const columns: Column<GroupRow>[] = [
    {
      id: 'name',
      title: texts.group,
      value: (row) => row.name,
      render: (row) => <GroupName row={row} />,
      sortable: false,
      width: 220,
    },
    {
      id: 'insured',
      title: other === null ? texts.insuredShort : texts.insuredBy(own),
      kind: 'number',
      value: (row) => row.insured,
      door: (row) =>
        doors.list(
          { unitId, kind: 'co-the', group: row.group, subgroup: row.subgroup ?? undefined },
          { cachtinh: answer.definition },
        ),
      bar: (row) => ({
        share: row.insured / largest,
        tone: row.subgroup === null ? 'accent' : 'soft',
      }),
      total: answer.insured,
      sortable: false,
      width: 170,
    },
    {
      id: 'share',
      title: texts.share,
      kind: 'rate',
      value: (row) => shareBp(row.insured, answer.insured),
      sortable: false,
    },
  ];
  if (other !== null) {
    columns.push({
      id: 'other',
      title: texts.insuredBy(other),
      kind: 'number',
      value: (row) => row.other,
      total: answer.sideBySide[0]?.insured ?? null,
      sortable: false,
    });
    columns.push({
      id: 'difference',
      title: texts.difference,
      kind: 'signed',
      value: (row) => (row.other === null ? null : row.other - row.insured),
      sortable: false,
    });
  }
  return (
    <DataTable
      id="groups"
      caption={`${texts.byGroup}: ${answer.unit.name}`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
}

function GroupName({ row }: { row: GroupRow }): ReactNode {
  const color = { '--group': `var(--group-${row.group === 0 ? 6 : row.group})` } as CSSProperties;
  if (row.subgroup !== null) return <span className={styles.subgroup}>{row.name}</span>;
  return (
    <span className={styles.group} style={color}>
      {row.name}
    </span>
  );
}

function rowsOf(
  answer: CoverageAnswer,
  nameOf: (named: { name: string; nameEn: string }) => string,
): GroupRow[] {
  const other = answer.sideBySide[0];
  return answer.byGroup.flatMap((group) => {
    const otherGroup = other?.byGroup.find((candidate) => candidate.group === group.group);
    const whole: GroupRow = {
      key: `${group.group}`,
      group: group.group,
      subgroup: null,
      name: nameOf(group),
      insured: group.insured,
      other: other ? (otherGroup?.insured ?? 0) : null,
    };
    const parts = group.subgroups.map((subgroup) => ({
      key: `${group.group}/${subgroup.code}`,
      group: group.group,
      subgroup: subgroup.code,
      name: nameOf(subgroup),
      insured: subgroup.insured,
      other: other
        ? (otherGroup?.subgroups.find((one) => one.code === subgroup.code)?.insured ?? 0)
        : null,
    }));
    return [whole, ...(parts.length > 1 ? parts : [])];
  });
}

function shareBp(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole);
}
