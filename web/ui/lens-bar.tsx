/** Which day, which boundaries, which definition, as known when: the switches above every figure. */
import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import {
  type IsoDate,
  addDays,
  addMonths,
  endOfMonth,
  startOfMonth,
} from '../../src/kernel/dates.ts';
import { today, useLens } from '../shell/address.ts';
import { useFormat, useText } from '../text/language.tsx';
import { DayInput } from './day-input.tsx';
import { Icon } from './icon.tsx';
import styles from './lens-bar.module.css';

export interface LensBarProps {
  /** further switches: definition, known-at */
  children?: ReactNode;
  /** where only the tree matters */
  withoutAsOf?: boolean;
}

export function LensBar({ children, withoutAsOf }: LensBarProps): ReactNode {
  const t = useText();
  return (
    <div className={styles.bar} role="group" aria-label={t.lens.label}>
      {!withoutAsOf && <AsOfSwitch />}
      <BoundariesSwitch />
      {children}
    </div>
  );
}

function AsOfSwitch(): ReactNode {
  const t = useText();
  const { lens, asOf, setLens } = useLens();
  const now = today();
  const set = (day: IsoDate | null): void =>
    setLens({ asOf: day === null || day === now ? undefined : day });
  const step = (months: number): void => set(endOfMonth(addMonths(startOfMonth(asOf), months)));
  return (
    <DateSwitch
      name={t.lens.asOf}
      value={asOf}
      isSet={lens.asOf !== undefined}
      onChange={set}
      onStep={step}
      choices={[
        { label: t.lens.today, day: now },
        { label: t.lens.endOfLastMonth, day: addDays(startOfMonth(now), -1) },
        { label: t.lens.endOfLastYear, day: `${Number(now.slice(0, 4)) - 1}-12-31` },
      ]}
    />
  );
}

function BoundariesSwitch(): ReactNode {
  const t = useText();
  const { lens, asOf, boundaries, setLens } = useLens();
  return (
    <DateSwitch
      name={t.lens.boundaries}
      value={boundaries}
      isSet={lens.boundaries !== undefined}
      onChange={(day) => setLens({ boundaries: day === asOf ? undefined : (day ?? undefined) })}
      choices={[
        { label: t.lens.sameDay, day: asOf },
        { label: t.lens.today, day: today() },
        { label: t.lens.beforeReform, day: '2025-06-30' },
        { label: t.lens.afterReform, day: '2025-07-01' },
      ]}
    />
  );
}

export interface DateSwitchProps {
  name: string;
  value: IsoDate;
  /** differs from its default */
  isSet: boolean;
  onChange: (day: IsoDate | null) => void;
  onStep?: (months: number) => void;
  choices: readonly { label: string; day: IsoDate }[];
}

export function DateSwitch(props: DateSwitchProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const choose = (day: IsoDate | null): void => {
    setOpen(false);
    props.onChange(day);
  };
  return (
    <span className={styles.group}>
      {props.onStep && (
        <button type="button" aria-label={t.lens.previousMonth} onClick={() => props.onStep?.(-1)}>
          <Icon name="chevronLeft" size={14} />
        </button>
      )}
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        withinPortal
        shadow="md"
      >
        <Popover.Target>
          <button type="button" onClick={() => setOpen(!isOpen)}>
            <span className={styles.name}>{props.name}</span>
            <span className={`number ${props.isSet ? styles.set : ''}`}>
              {format.date(props.value)}
            </span>
            <Icon name="chevronDown" size={13} />
          </button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <div className={styles.panel}>
            {props.choices.map((choice) => (
              <button
                key={choice.label}
                type="button"
                className={styles.choice}
                aria-pressed={choice.day === props.value}
                onClick={() => choose(choice.day)}
              >
                <span>{choice.label}</span>
                <span className="soft number">{format.date(choice.day)}</span>
              </button>
            ))}
            <DayInput label={t.lens.other} size="xs" value={props.value} onChange={choose} />
          </div>
        </Popover.Dropdown>
      </Popover>
      {props.onStep && (
        <button type="button" aria-label={t.lens.nextMonth} onClick={() => props.onStep?.(1)}>
          <Icon name="chevronRight" size={14} />
        </button>
      )}
    </span>
  );
}
