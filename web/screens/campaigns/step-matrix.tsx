/** Units × steps: done, late, behind; marked by a press, exported, printed, narrowed to who is behind. */
import { Button, Group, Switch } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { CampaignPage, StepCell, StepView } from '../../api/campaigns.ts';
import { saveBytes } from '../../api/client.ts';
import { useAddress } from '../../shell/address.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { type Sheet, makeXlsx } from '../../ui/table/xlsx-file.ts';
import styles from '../work/work.module.css';
import { useWorkWords } from '../work/words.ts';
import { MarkDialog } from './mark-dialog.tsx';

interface MatrixProps {
  unit: number;
  page: CampaignPage;
  level: StepView['level'];
}

export function StepMatrix({ unit, page, level }: MatrixProps): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const format = useFormat();
  const [search] = useAddress();
  const [shown, setShown] = useState<StepCell | null>(null);
  const steps = page.steps.filter((step) => step.level === level);
  const listed = page.units.filter((one) => one.level === level);
  const cells = useMemo(
    () => new Map(page.cells.map((cell) => [`${cell.stepId}-${cell.unitId}`, cell])),
    [page.cells],
  );
  if (steps.length === 0 || listed.length === 0) return null;
  const behind = listed.filter((row) => steps.some((step) => isBehind(cells, step, row.unitId)));
  const isBehindOnly = search['cham'] === '1';
  const units = isBehindOnly ? behind : listed;
  const title = `${t.matrix}: ${all.level[level]}`;
  const sheetOf = (): Sheet => ({
    name: all.level[level],
    heading: [page.name, title],
    columns: [t.unit, ...steps.map((step) => step.title)].map((words) => ({
      title: words,
      kind: 'text',
    })),
    rows: units.map((row) => [
      row.name,
      ...steps.map((step) => stateOf(cells, step, row.unitId, t.cells)),
    ]),
  });
  return (
    <Section
      title={title}
      aside={
        <Tools
          behind={listed.length > 1 ? behind.length : null}
          onExport={() => saveBytes(makeXlsx(sheetOf()), `${page.name} - ${all.level[level]}.xlsx`)}
        />
      }
    >
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t.matrix}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{t.unit}</th>
              {steps.map((step) => (
                <th key={step.stepId} scope="col" title={step.title}>
                  {format.date(step.deadline.day).slice(0, 5)}
                  <div className={styles.small}>{shortTitle(step.title)}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((row) => (
              <tr key={row.unitId}>
                <th scope="row" title={row.name}>
                  {row.name}
                </th>
                {steps.map((step) => {
                  const cell = cells.get(`${step.stepId}-${row.unitId}`);
                  const label = `${row.name}, ${step.title}`;
                  return (
                    <td key={step.stepId}>
                      {cell && <Cell cell={cell} label={label} onOpen={() => setShown(cell)} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
      <MarkDialog
        key={shown === null ? 'closed' : `${shown.stepId}-${shown.unitId}`}
        unit={unit}
        page={page}
        cell={shown}
        onClose={() => setShown(null)}
      />
    </Section>
  );
}

interface ToolsProps {
  /** units with an overdue step; null when there is nothing to narrow */
  behind: number | null;
  onExport: () => void;
}

function Tools({ behind, onExport }: ToolsProps): ReactNode {
  const t = useWorkWords().campaigns;
  const { action } = useText();
  const [search, change] = useAddress();
  return (
    <Group gap="xs" className="no-print">
      {behind !== null && (
        <Switch
          size="xs"
          label={t.behindOnly(behind)}
          checked={search['cham'] === '1'}
          onChange={(event) => change({ cham: event.currentTarget.checked ? '1' : undefined })}
        />
      )}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon name="download" size={13} />}
        onClick={onExport}
      >
        {action.export}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon name="print" size={13} />}
        onClick={() => print()}
      >
        {action.print}
      </Button>
    </Group>
  );
}

type Cells = ReadonlyMap<string, StepCell>;

function isBehind(cells: Cells, step: StepView, unitId: number): boolean {
  return cells.get(`${step.stepId}-${unitId}`)?.state === 'overdue';
}

function stateOf(
  cells: Cells,
  step: StepView,
  unitId: number,
  words: Readonly<Record<StepCell['state'], string>>,
): string | null {
  const cell = cells.get(`${step.stepId}-${unitId}`);
  return cell ? words[cell.state] : null;
}

function shortTitle(title: string): string {
  return title.length > 34 ? `${title.slice(0, 32)}…` : title;
}

const MARKS = {
  done: ['✓', styles.isDone],
  doneLate: ['✓', styles.isLate],
  onTime: ['', ''],
  dueSoon: ['…', styles.isSoon],
  overdue: ['!', styles.isOverdue],
} as const;

function Cell({ cell, label, onOpen }: { cell: StepCell; label: string; onOpen: () => void }) {
  const t = useWorkWords().campaigns;
  const [mark, tone] = MARKS[cell.state];
  return (
    <button
      type="button"
      className={`${styles.cell} ${tone ?? ''}`}
      aria-label={`${label}: ${t.cells[cell.state]}`}
      title={t.cells[cell.state]}
      onClick={onOpen}
    >
      {mark}
    </button>
  );
}

function Legend(): ReactNode {
  const t = useWorkWords().campaigns;
  return (
    <div className={styles.legend} aria-label={t.legend} role="note">
      {(Object.keys(MARKS) as (keyof typeof MARKS)[]).map((state) => (
        <span key={state}>
          <span className={`${styles.cell} ${MARKS[state][1] ?? ''}`} aria-hidden="true">
            {MARKS[state][0]}
          </span>
          {t.cells[state]}
        </span>
      ))}
    </div>
  );
}
