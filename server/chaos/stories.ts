import type { Context } from "#server/context.ts";
import type { Story } from "./verdict.ts";

/** Every execution with its events. */
export async function readStories({ database: { sql } }: Context): Promise<Story[]> {
  return sql<Story[]>`
    select e.id, e.status, e.reason, e.attempt,
      coalesce((e.policy->>'maxAttempts')::int, 1000) as "maxAttempts",
      coalesce((select jsonb_agg(jsonb_build_object('type', v.type, 'attempt', v.attempt, 'data', v.data) order by v.id)
        from execution_events v where v.execution_id = e.id), '[]') as events
    from executions e order by e.id`;
}
