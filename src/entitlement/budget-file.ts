/** The budget as a file: one row a commune, category, payer and month. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type XlsxCell, writeXlsx } from '../formats/xlsx-write.ts';
import type { Context } from '../stores/context.ts';
import { type BudgetQuestion, budgetOf } from './budget-ops.ts';
import type { WrittenFile } from './people-page.ts';
import { nameOf } from './persuasion-ops.ts';

export async function writeBudgetFile(
  ctx: Context,
  question: BudgetQuestion & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  const answer = await budgetOf(ctx, question);
  const { budget, list } = question.language === 'en' ? entitlementEn : entitlementVi;
  const { columns, payers } = budget;
  const payerTexts: Readonly<Record<string, string>> = payers;
  const levelTexts: Readonly<Record<string, string>> = budget.levels;
  const text = (header: string, width: number) => ({ header, width, kind: 'text' as const });
  const number = (header: string) => ({ header, width: 16, kind: 'number' as const });
  async function* batches(): AsyncGenerator<XlsxCell[][]> {
    yield answer.cells.map((cell) => [
      cell.communeName,
      nameOf(cell.category, question.language) ?? cell.category,
      payerTexts[cell.payer] ?? cell.payer,
      cell.level === null ? null : (levelTexts[cell.level] ?? cell.level),
      cell.month,
      cell.estimatedPeople,
      cell.estimatedVnd,
      cell.actualPeople,
      cell.actualVnd,
      cell.actualVnd - cell.estimatedVnd,
    ]);
  }
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx(
    {
      sheetName: budget.sheet,
      title: budget.title(String(answer.year)),
      notes: [
        list.unit(answer.unit.name),
        list.asOf(answer.basis.decidedOn, answer.basis.lawVersion),
        budget.settled(String(answer.settledMonths)),
        list.writtenBy(ctx.who.name),
      ],
      columns: [
        text(columns.commune, 24),
        text(columns.category, 40),
        text(columns.payer, 20),
        text(columns.level, 28),
        { header: columns.month, width: 12, kind: 'date' },
        number(columns.estimatedPeople),
        number(columns.estimatedVnd),
        number(columns.actualPeople),
        number(columns.actualVnd),
        number(columns.difference),
      ],
      rows: batches(),
      footer: list.page,
    },
    (bytes) => void parts.push(bytes),
  );
  const name = budget.fileName(answer.unit.code ?? String(answer.unit.unitId), String(answer.year));
  return { name, bytes: Buffer.concat(parts), rows };
}
