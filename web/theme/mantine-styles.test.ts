import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const WEB = join(import.meta.dirname, '..');
const STYLES = join(WEB, '../node_modules/@mantine/core/styles');

/** Styles a component takes from others inside Mantine, found by looking at it without them. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  SegmentedControl: ['FloatingIndicator'],
  Select: ['Combobox', 'ScrollArea', 'Input', 'Popover'],
  NativeSelect: ['Input'],
  TextInput: ['Input'],
  Textarea: ['Input'],
  NumberInput: ['Input'],
  PasswordInput: ['Input', 'ActionIcon'],
  PinInput: ['Input'],
  Checkbox: ['InlineInput'],
  Modal: ['ModalBase', 'Overlay', 'CloseButton', 'Paper'],
  Drawer: ['ModalBase', 'Overlay', 'CloseButton', 'Paper'],
  Menu: ['Popover'],
  Button: ['UnstyledButton', 'Loader'],
  Pill: ['CloseButton'],
};

function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importedComponents(): Set<string> {
  const found = new Set<string>();
  for (const file of listSources(WEB)) {
    const text = readFileSync(file, 'utf8');
    for (const [, names] of text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)) {
      for (const name of (names ?? '').split(',')) {
        const plain = name.trim().split(' as ')[0] ?? '';
        if (/^[A-Z]/.test(plain)) found.add(plain);
      }
    }
  }
  return found;
}

describe('styles of Mantine', () => {
  test('every component in use, and what it is made of, has its style sheet listed', () => {
    const listed = readFileSync(join(import.meta.dirname, 'mantine.css'), 'utf8');
    const components = importedComponents();
    expect(components.size).toBeGreaterThan(20);
    const needed = [...components].flatMap((name) => [name, ...(INNER[name] ?? [])]);
    const missing = needed
      .filter((name) => existsSync(join(STYLES, `${name}.layer.css`)))
      .filter((name) => !listed.includes(`/${name}.layer.css`));
    expect([...new Set(missing)].sort()).toEqual([]);
  });
});
