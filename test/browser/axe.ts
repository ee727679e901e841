/** axe-core inside the page; answers its serious and critical findings in one line each. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: {
    id: string;
    impact: string | null;
    nodes: { html: string; failureSummary?: string }[];
  }[];
}

/** `colours`: only what another theme can change on a page whose other rules were looked at. */
export async function listSeriousFindings(
  page: Page,
  rules: 'all' | 'colours' = 'all',
): Promise<string[]> {
  await page.evaluate(SOURCE);
  const options = rules === 'all' ? {} : { runOnly: ['color-contrast'] };
  const result = await page.evaluate(async (chosen) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResult> } };
    return await axe.run(chosen);
  }, options);
  return result.violations
    .filter((found) => found.impact === 'serious' || found.impact === 'critical')
    .flatMap((found) =>
      found.nodes.slice(0, 3).map((node) => {
        const summary = (node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim();
        return `${found.id}: ${node.html.slice(0, 140)} — ${summary}`;
      }),
    );
}
