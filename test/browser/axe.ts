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

export async function listSeriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResult> } };
    return await axe.run();
  });
  return result.violations
    .filter((found) => found.impact === 'serious' || found.impact === 'critical')
    .flatMap((found) =>
      found.nodes.slice(0, 3).map((node) => {
        const summary = (node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim();
        return `${found.id}: ${node.html.slice(0, 140)} — ${summary}`;
      }),
    );
}
