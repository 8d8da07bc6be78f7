import { silent } from "#server/runners/silent.ts";
import type { Fragment, Sql } from "./conditions.ts";

/** Nobody can say what it does, of `e` that runs: as `attentionOf` tells it. */
export function isLost(sql: Sql): Fragment {
  return sql`(coalesce(e.stop_reason = 'lost', false) or ${agentIsSilent(sql)})`;
}

/**
 * Of `e` that runs: nobody has asked it to stop, and its agent answers. Only of such it says anything that it is late, slow or
 * stalled: what is lost or stopping is that (`attentionOf`).
 */
export function goesOn(sql: Sql): Fragment {
  return sql`(e.stop_reason is null and not ${agentIsSilent(sql)})`;
}

function agentIsSilent(sql: Sql): Fragment {
  return sql`exists (select from replicas p where p.id = e.replica_id and ${silent(sql, sql`p.heartbeat_at`)})`;
}
