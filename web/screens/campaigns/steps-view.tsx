/** The steps as a timeline with how many units are done, and the matrix of units × steps. */
import { type ReactNode, useMemo, useState } from 'react';
import type { CampaignPage, StepCell, StepView } from '../../api/campaigns.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { ClockWord } from '../work/clock-word.tsx';
import styles from '../work/work.module.css';
import { useManagesWork } from '../work/manages.ts';
import { MarkDialog } from './mark-dialog.tsx';
import { AddStep, EndStep } from './step-form.tsx';
import { Staff } from './staff.tsx';
import { useWorkWords } from '../work/words.ts';

interface StepsViewProps {
  unit: number;
  page: CampaignPage;
}

export function StepsView({ unit, page }: StepsViewProps): ReactNode {
  const t = useWorkWords().campaigns;
  const mayManage = useManagesWork() && page.unit.unitId === unit && page.state !== 'cancelled';
  if (page.steps.length === 0) {
    return (
      <Columns>
        <Section>
          <Empty title={t.noSteps}>{mayManage && <AddStep unit={unit} page={page} />}</Empty>
        </Section>
        <Staff unit={unit} page={page} />
      </Columns>
    );
  }
  return (
    <Columns>
      <Section title={t.tabs.steps} aside={mayManage && <AddStep unit={unit} page={page} />}>
        <ol className={styles.steps}>
          {page.steps.map((step) => (
            <li key={step.stepId} className={styles.step}>
              <StepLine
                step={step}
                aside={mayManage && <EndStep unit={unit} page={page} step={step} />}
              />
            </li>
          ))}
        </ol>
      </Section>
      {LEVELS.map((level) => (
        <Matrix key={level} unit={unit} page={page} level={level} />
      ))}
      <Staff unit={unit} page={page} />
    </Columns>
  );
}

const LEVELS = ['province', 'district', 'commune', 'village'] as const;

function StepLine({ step, aside }: { step: StepView; aside: ReactNode }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const format = useFormat();
  const { units, done, doneLate, overdue } = step.counts;
  const width = (count: number): { width: string } => ({
    width: `${units === 0 ? 0 : (100 * count) / units}%`,
  });
  return (
    <>
      <span className="number">
        {format.date(step.deadline.day)}
        {step.deadline.time && ` ${step.deadline.time}`}
      </span>
      <span className={styles.grow}>
        {step.title}
        <span className={styles.small}> · {all.level[step.level]}</span>
      </span>
      {step.fellAway ? (
        <span className={styles.line}>
          <span className={styles.small}>{t.fellAway}</span>
          {aside}
        </span>
      ) : (
        <span className={styles.line}>
          <span className="number">{t.doneOf(done, units)}</span>
          <ClockWord clock={step.clock} />
          {aside}
        </span>
      )}
      {!step.fellAway && (
        <span className={styles.bar} aria-hidden="true">
          <span className={styles.barDone} style={width(done - doneLate)} />
          <span className={styles.barLate} style={width(doneLate)} />
          <span className={styles.barOverdue} style={width(overdue)} />
        </span>
      )}
    </>
  );
}

interface MatrixProps extends StepsViewProps {
  level: (typeof LEVELS)[number];
}

function Matrix({ unit, page, level }: MatrixProps): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const format = useFormat();
  const [shown, setShown] = useState<StepCell | null>(null);
  const steps = page.steps.filter((step) => step.level === level);
  const units = page.units.filter((one) => one.level === level);
  const cells = useMemo(
    () => new Map(page.cells.map((cell) => [`${cell.stepId}-${cell.unitId}`, cell])),
    [page.cells],
  );
  if (steps.length === 0 || units.length === 0) return null;
  return (
    <Section title={`${t.matrix}: ${all.level[level]}`}>
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
