import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const NAMED = /'?(--[\w-]+)'?: '?(#[0-9a-f]{6})'?/g;

function coloursIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(NAMED)].map(([, name, colour]) => [name, colour]));
}

function parts(file: string, between: string): [string, string] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  const at = text.indexOf(between);
  expect(at).toBeGreaterThan(0);
  return [text.slice(0, at), text.slice(at)];
}

test('the calculator has the colours of the office app, by day and by night', () => {
  const [day, night] = parts('colours.css', '@media');
  const themed = parts('../theme/theme.ts', 'light: {')[1];
  const at = themed.indexOf('dark: {');
  const [themedDay, themedNight] = [themed.slice(0, at), themed.slice(at)];
  expect(Object.keys(coloursIn(day)).length).toBeGreaterThan(10);
  expect(coloursIn(themedDay)).toMatchObject(coloursIn(day));
  expect(coloursIn(themedNight)).toMatchObject(coloursIn(night));
});
