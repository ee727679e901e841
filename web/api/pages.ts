/** Every row of a list that comes in pages: for a table that writes its own file. */

/** As many as the server writes into a file of its own. */
const ROWS_MAX = 50_000;

export interface PageOfRows<Row> {
  rows: readonly Row[];
  next: string | null;
}

/** Asks page after page until the last one, or until there are more rows than a file takes. */
export async function listAllRows<Row>(
  ask: (after: string | undefined) => Promise<PageOfRows<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await ask(after);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length < ROWS_MAX);
  return rows.slice(0, ROWS_MAX);
}
