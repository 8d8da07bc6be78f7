import type { Fragment, Sql } from "./conditions.ts";

/**
 * True of what has ended, `e`, although nobody could prove that nothing of it is left running: whoever ran it was lost.
 * An error of its code is reported by an agent that saw its worker's end; what ended while it waited had nothing
 * running, unless the attempt before was lost.
 */
export function unverified(sql: Sql): Fragment {
  return sql`(e.status in ('failed', 'terminated') and case
    when e.reason = 'error' then false
    when e.stop_reason is not null then e.stop_rung <> 'verified'
    when e.reason = 'lost' then true
    when e.reason = 'max-attempts' then exists (select from execution_events v
      where v.execution_id = e.id and v.type = 'ended' and v.data->>'cause' = 'lost')
    when e.reason in ('terminated', 'queue-timeout') and e.attempt > 1 then ${lostBefore(sql)}
    else false end)`;
}

/**
 * True of `e` when its attempt before was lost: that may run on while this one waits. One that was asked to stop before has that
 * as its reason; its rerun says that it is unproven.
 */
export function lostBefore(sql: Sql): Fragment {
  return sql`(exists (select from attempts a
      where a.execution_id = e.id and a.attempt = e.attempt - 1 and a.reason = 'lost')
    or exists (select from execution_events v where v.execution_id = e.id and v.attempt = e.attempt - 1
      and v.type = 'rerun' and (v.data->>'unverified')::boolean))`;
}
