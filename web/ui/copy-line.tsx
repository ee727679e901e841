import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useText } from '../text/language.tsx';
import { Icon } from './icon.tsx';

/** A text shown once, with a button that takes it to the clipboard. */
export function CopyLine({ label, text }: { label: string; text: string }): ReactNode {
  const t = useText();
  const [isCopied, setCopied] = useState(false);
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        label={label}
        value={text}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        style={{ flex: 1 }}
      />
      <Button
        variant="default"
        leftSection={<Icon name={isCopied ? 'check' : 'card'} size={16} />}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {isCopied ? t.action.copied : t.action.copy}
      </Button>
    </Group>
  );
}
