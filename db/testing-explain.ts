import type { Database } from "./client.ts";

/** The plans of what `work` asks the database about executions: each statement is explained, with what it was asked with. */
export async function explained({ sql }: Database, work: () => Promise<void>): Promise<string[]> {
  const statements: string[] = [];
  const { debug } = sql.options;
  sql.options.debug = (_connection, query, parameters) => {
    statements.push(inlined(query, parameters));
  };
  try {
    await work();
  } finally {
    sql.options.debug = debug as typeof sql.options.debug;
  }
  const plans: string[] = [];
  for (const statement of statements.filter((text) => /\bfrom executions\b/.test(text))) {
    const rows = await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${statement}`);
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }
  return plans;
}

function inlined(query: string, parameters: unknown[]): string {
  return query.replace(/\$(\d+)/g, (_, place) => {
    const value = parameters[Number(place) - 1];
    const text = textOf(value);
    return typeof value === "number" ? text : `'${text.replaceAll("'", "''")}'`;
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(textOf).join(",")}}`;
  return value instanceof Date ? value.toISOString() : String(value);
}
