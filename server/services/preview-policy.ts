import { z } from "zod";
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
  const [service] = await sql<{ id: string }[]>`select id from services where name = ${input.name}`;
  if (!service) throw new NotFound(`There is no service ${input.name}.`);
  const running = await sql<Running[]>`
    select started_at as "startedAt", deadline_at as "deadlineAt" from executions
    where service_id = ${service.id} and status = 'in-progress'`;
  return preview(running, input.policy.executionTimeout, ctx.clock.now());
}

interface Running {
  startedAt: Date;
  deadlineAt: Date;
}

/** `executionTimeout` in seconds. A reset waits for the deadlines as they stand: a new policy does not move them. */
export function preview(running: Running[], executionTimeout: number, now: Date): PolicyPreview {
  const timeoutMs = executionTimeout * 1000;
  const left = running.map(({ startedAt }) => startedAt.getTime() + timeoutMs - now.getTime());
  const waits = running.map(({ deadlineAt }) => Math.ceil((deadlineAt.getTime() - now.getTime()) / 1000));
  return {
    running: running.length,
    alreadyPast: left.filter((ms) => ms <= 0).length,
    endingSoon: left.filter((ms) => ms > 0 && ms <= timeoutMs / 10).length,
    resetWaitSeconds: Math.max(0, ...waits),
  };
}
