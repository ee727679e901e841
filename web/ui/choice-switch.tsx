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
          {choices.map((choice) => (
            <Menu.Item
              key={choice.value}
              role="menuitemradio"
              aria-checked={choice.value === value}
              leftSection={
                <Icon name="check" size={14} style={{ opacity: choice.value === value ? 1 : 0 }} />
              }
              onClick={() => onChange(choice.value)}
            >
              {choice.label}
              {choice.hint && <div className="soft">{choice.hint}</div>}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
