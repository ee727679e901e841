/** One of a few deeds whose names are too long for buttons side by side on a phone. */
import { Group, Radio } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ChoiceRadiosProps<Value extends string> {
  name: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function ChoiceRadios<Value extends string>(props: ChoiceRadiosProps<Value>): ReactNode {
  const { name, value, choices, onChange } = props;
  return (
    <Radio.Group
      aria-label={name}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((one) => one.value === chosen);
        if (choice) onChange(choice.value);
      }}
    >
      <Group gap="md">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </Group>
    </Radio.Group>
  );
}
