/** A named choice of a few, drawn like the date switches beside it. */
import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './lens-bar.module.css';

export interface ChoiceSwitchProps {
  name: string;
  value: string;
  choices: readonly { value: string; label: string; hint?: string }[];
  onChange: (value: string) => void;
}

export function ChoiceSwitch({ name, value, choices, onChange }: ChoiceSwitchProps): ReactNode {
  const current = choices.find((choice) => choice.value === value);
  return (
    <span className={styles.group}>
      <Menu position="bottom-start" withinPortal shadow="md">
        <Menu.Target>
          <button type="button">
            <span className={styles.name}>{name}</span>
            <span>{current?.label ?? value}</span>
            <Icon name="chevronDown" size={13} />
          </button>
        </Menu.Target>
        <Menu.Dropdown maw="24rem">
          <Menu.RadioGroup value={value} onChange={(chosen) => onChange(chosen ?? '')}>
            {choices.map((choice) => (
              <Menu.RadioItem key={choice.value} value={choice.value} closeMenuOnClick>
                {choice.label}
                {choice.hint && <div className="soft">{choice.hint}</div>}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
