import { buildExecution } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";

/** An execution that runs and may run twice, and the events of its agent, whose order and batches a test chooses. */
export async function agentBatches(ctx: Context) {
  const execution = await buildExecution(ctx.database, {
    status: "in-progress",
    policy: { ...DEFAULT_POLICY, onReset: "rerun", maxAttempts: 2 },
  });
  const { database } = ctx;
  const replicaId = execution.replicaId as string;
  let seq = 0;
  const ref = (attempt = 1) => ({ executionId: execution.id, attempt });
  const next = (event: AgentEvent): SequencedEvent => {
    seq += 1;
    return { seq, at: new Date(1_800_000_000_000 + seq).toISOString(), event };
  };
  const ended = (more: Partial<Extract<AgentEvent, { type: "ended" }>> = {}): AgentEvent => ({
    type: "ended",
    outcome: { type: "returned" },
    exitCode: 0,
    exitSignal: null,
    strays: 0,
    ...ref(),
    ...more,
  });
  const apply = (...events: SequencedEvent[]) => applyAgentEvents(ctx, [{ replicaId, events }]);
  /** As it is in the database, with the types of its events. */
  const row = async () => {
    const [found] = await database.sql`
      select *, (select coalesce(array_agg(type order by v.id), '{}') from execution_events v where v.execution_id = e.id)
        as events from executions e where id = ${execution.id}`;
    return found as Record<string, unknown>;
  };
  const attemptRow = async (attempt = 1) => {
    const [found] = await database.sql`
      select * from attempts where execution_id = ${execution.id} and attempt = ${attempt}`;
    return found as Record<string, unknown>;
  };
  return { execution, replicaId, ref, next, ended, apply, row, attemptRow };
}
