import type { Database } from "#db/client.ts";
import { SHOWN_LOST_MS } from "#server/domain/liveness.ts";
import type { Fragment } from "#server/executions/conditions.ts";

/** A runner that has been lost for longer is history. */
const LOST_FOR_MS = 3_600_000;

/**
 * True of a runner or replica whose last sign, at `heartbeatAt`, is so old that it is shown as lost (`livenessOf`). Told by
 * the database's clock, as its signs are: that of a web server may differ.
 */
export function silent(sql: Database["sql"], heartbeatAt: Fragment, now: Fragment = sql`now()`): Fragment {
  return sql`(${heartbeatAt} <= ${now} - ${SHOWN_LOST_MS}::int * interval '1 millisecond')`;
}

/** True of a row of `runners` that is lost, and has not been for long: what `isLost` says of those that are listed. */
export function lostRunner({ sql, now }: Pick<Database, "sql" | "now">): Fragment {
  return sql`((state = 'lost' or (state in ('active', 'stopping') and ${silent(sql, sql`heartbeat_at`, now())}))
    and heartbeat_at >= ${now()} - ${LOST_FOR_MS}::int * interval '1 millisecond')`;
}
