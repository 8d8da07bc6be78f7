import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** A pool of connections. Drizzle for queries that read well in it, `sql` for the hot paths. */
export interface Database {
  sql: postgres.Sql;
  db: PostgresJsDatabase;
  /** SQL for the present time: by the database's clock, the only one that all processes share. */
  now(): postgres.PendingQuery<postgres.Row[]>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  max?: number;
  name?: string;
  /** All that is asked is found by keys, in the same few statements, whatever the tables hold. */
  onlyByKeys?: boolean;
}

/**
 * A plan is made once for each connection and kept, also while the tables grow: one that was made when they were
 * empty must not read them whole. Making one takes longer than most of these statements.
 */
const BY_KEYS = { plan_cache_mode: "force_generic_plan", enable_seqscan: "off" };

/**
 * Few rows of a long index are wanted, in its order: pages that lie apart cost little more than pages in a row. To compile
 * such a statement takes longer than to carry it out.
 */
const BY_INDEX = { random_page_cost: "1.1", jit: "off" };

/** Connects lazily: nothing happens before the first query. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => {},
    connection: { application_name: options.name ?? "curfew", ...(options.onlyByKeys ? BY_KEYS : BY_INDEX) },
    // After an outage, try again within a second (the library's own back-off reaches 6 s).
    backoff: (retries: number) => Math.min(1, 0.1 * 2 ** retries),
  } as postgres.Options<Record<string, never>>);
  const db = drizzle(sql);
  // drizzle makes the driver pass timestamps through as text; raw queries want Date, and drizzle takes either.
  const timestamptz = 1184;
  sql.options.parsers[timestamptz] = (text: string) => new Date(text);
  sql.options.serializers[timestamptz] = (at: Date | string) => new Date(at).toISOString();
  return { sql, db, now: () => sql`now()`, close: () => sql.end({ timeout: 5 }) };
}

/** What time it is by the database's clock. */
export async function readNow({ sql, now }: Pick<Database, "sql" | "now">): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select ${now()} as now`;
  if (!row) throw new Error("the database did not say what time it is");
  return row.now;
}
