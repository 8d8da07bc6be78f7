import type { Transport } from "./transport.ts";

interface Page<Row> {
  rows: Row[];
  nextCursor?: string | null;
}

/** The rows of a list, page by page to its end, or until there are `most`. */
export async function allRows<Row>(
  transport: Transport,
  path: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; ; ) {
    const limit = Number.isFinite(most) ? Math.min(most - rows.length, MOST_ON_PAGE) : undefined;
    const page: Page<Row> = await transport.get(path, { query: { limit, cursor } });
    rows.push(...page.rows);
    cursor = page.nextCursor;
    if (!cursor || rows.length >= most) return rows;
  }
}

const MOST_ON_PAGE = 200;
