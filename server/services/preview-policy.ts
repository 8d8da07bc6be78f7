import { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { drainWaitMs, type PlacedRun, resetWaitMs } from "#server/domain/drain-wait.ts";
import { type Policy, PolicySchema } from "#server/domain/policy.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import { mayRerun } from "#server/domain/retry.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";

export const PreviewPolicyInput = z.strictObject({ name: ServiceNameSchema, policy: PolicySchema });
export type PreviewPolicyInput = z.output<typeof PreviewPolicyInput>;

/** What the policy would mean for the executions that run now. Changes nothing. */
export async function previewPolicy(ctx: Context, input: PreviewPolicyInput): Promise<PolicyPreview> {
  const { sql } = ctx.database;
  const [service] = await sql<
    { id: string }[]
  >`select id from services where name = ${input.name} and deleted_at is null`;
  if (!service) throw new NotFound(`There is no service ${input.name}.`);
  const running = await sql<Running[]>`
    select e.started_at as "startedAt", e.deadline_at as "deadlineAt", e.policy, e.attempt,
      e.stop_reason as "stopReason", e.stop_mode as "stopMode", e.stop_requested_at as "stopRequestedAt",
      e.stop_more_seconds as "stopMoreSeconds", e.replica_id as "replicaId", p.isolation
    from executions e join replicas p on p.id = e.replica_id
    where e.service_id = ${service.id} and e.status = 'in-progress'`;
  const { executionTimeout, queueTimeout } = input.policy;
  const waitedTooLong = queueTimeout === null ? 0 : await countWaiting(ctx, service.id, queueTimeout);
  return { ...preview(running, executionTimeout, await readNow(ctx.database)), waitedTooLong };
}

/** How many have waited for so many seconds. */
async function countWaiting({ database: { sql, now } }: Context, serviceId: string, seconds: number) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from executions
    where service_id = ${serviceId} and status = 'created' and not_before is null
      and updated_at <= ${now()} - ${seconds}::int * interval '1 second'`;
  return row?.count ?? 0;
}

export interface Running extends PlacedRun {
  startedAt: Date;
  attempt: number;
  policy: PlacedRun["policy"] & Pick<Policy, "onReset" | "maxAttempts">;
}

/** `executionTimeout` in seconds. What was asked to stop keeps its deadline, whatever is applied. */
export function preview(
  running: Running[],
  executionTimeout: number,
  now: Date,
): Omit<PolicyPreview, "waitedTooLong"> {
  const timeoutMs = executionTimeout * 1000;
  const unasked = running.filter(({ stopReason }) => stopReason === null);
  const left = unasked.map(({ startedAt }) => startedAt.getTime() + timeoutMs - now.getTime());
  const rerun = unasked.filter(({ policy, attempt }) => mayRerun(policy, attempt)).length;
  const moved = running.map((run) =>
    run.stopReason === null ? { ...run, deadlineAt: movedDeadline(run, timeoutMs, now) } : run,
  );
  return {
    running: running.length,
    stopping: running.length - unasked.length,
    alreadyPast: left.filter((ms) => ms <= 0).length,
    endingSoon: left.filter((ms) => ms > 0 && ms <= timeoutMs / 10).length,
    resetWaitSeconds: seconds(resetWaitMs(running, now.getTime())),
    liveResetWaitSeconds: seconds(resetWaitMs(moved, now.getTime())),
    drainWaitSeconds: seconds(drainWaitMs(running, now.getTime())),
    liveDrainWaitSeconds: seconds(drainWaitMs(moved, now.getTime())),
    cut: { failed: unasked.length - rerun, rerun },
  };
}

/** What is past the new timeout is told to stop at once. */
function movedDeadline({ startedAt }: Running, timeoutMs: number, now: Date): Date {
  return new Date(Math.max(now.getTime(), startedAt.getTime() + timeoutMs));
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
