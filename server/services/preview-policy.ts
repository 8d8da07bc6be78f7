import { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { PolicySchema } from "#server/domain/policy.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import type { PolicyPreview } from "#server/domain/views.ts";
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
    select started_at as "startedAt", deadline_at as "deadlineAt", stop_reason is not null as stopping,
      policy->>'onReset' = 'rerun' and attempt < (policy->>'maxAttempts')::int as "mayRerun" from executions
    where service_id = ${service.id} and status = 'in-progress'`;
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

interface Running {
  startedAt: Date;
  deadlineAt: Date;
  /** It was asked to stop already. */
  stopping: boolean;
  /** A reset would put it back to the queue: its own policy says so, and it has an attempt left. */
  mayRerun: boolean;
}

/** `executionTimeout` in seconds. A reset waits for the deadlines as they stand, unless the policy is applied to them. */
export function preview(
  running: Running[],
  executionTimeout: number,
  now: Date,
): Omit<PolicyPreview, "waitedTooLong"> {
  const timeoutMs = executionTimeout * 1000;
  const left = running.map(({ startedAt }) => startedAt.getTime() + timeoutMs - now.getTime());
  const waits = running.map(({ deadlineAt }) => Math.ceil((deadlineAt.getTime() - now.getTime()) / 1000));
  const cut = running.filter(({ stopping }) => !stopping);
  const rerun = cut.filter(({ mayRerun }) => mayRerun).length;
  return {
    running: running.length,
    alreadyPast: left.filter((ms) => ms <= 0).length,
    endingSoon: left.filter((ms) => ms > 0 && ms <= timeoutMs / 10).length,
    resetWaitSeconds: Math.max(0, ...waits),
    liveResetWaitSeconds: Math.max(0, ...left.map((ms) => Math.ceil(ms / 1000))),
    cut: { failed: cut.length - rerun, rerun },
  };
}
