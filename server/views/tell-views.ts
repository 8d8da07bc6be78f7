import { CHANGES_CHANNEL } from "#db/channels.ts";
import type { Context } from "#server/context.ts";

/** Wakes screens that show views, once for each row of what it is selected from. */
export function tellViews({ database: { sql } }: Pick<Context, "database">) {
  return sql`pg_notify(${CHANGES_CHANNEL}, '["views"]')`;
}
