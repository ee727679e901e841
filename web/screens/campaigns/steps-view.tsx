/** The steps as a timeline with how many units are done, and the matrix of units × steps. */
import type { ReactNode } from 'react';
import type { CampaignPage, StepView } from '../../api/campaigns.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { ClockWord } from '../work/clock-word.tsx';
import styles from '../work/work.module.css';
import { useManagesWork } from '../work/manages.ts';
import { StepMatrix } from './step-matrix.tsx';
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
        <StepMatrix key={level} unit={unit} page={page} level={level} />
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
