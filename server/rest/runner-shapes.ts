import { z } from "zod";
import { DRAIN_CAUSES } from "#server/domain/plan-replicas.ts";
import { ISOLATIONS } from "#server/domain/policy-values.ts";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";
import type { DrainedRunner } from "#server/runners/switch-drain.ts";
import { ResetShape } from "./shapes.ts";

const time = z.date();
const text = z.string();
const maybeText = text.nullable();
const count = z.number().int().min(0);
const id = z.uuid();

const Lost = z
  .boolean()
  .describe("It has not ended, and nothing was heard of it for 15 s; its state follows with its lease.");

export const RunnerShape = z.object({
  id,
  host: text,
  pid: z.number(),
  version: text,
  state: z.enum(["active", "stopping", "stopped", "lost"]),
  startedAt: time,
  heartbeatAt: time,
  lost: Lost,
  drainingAt: time
    .nullable()
    .describe("Since when it takes nothing new by somebody's wish; null while it does."),
  drainingBy: maybeText,
  cores: z.number().nullable().describe("Of its host."),
  memoryBytes: z.number().nullable().describe("Of its host."),
  replicas: z.array(
    z.object({
      id,
      serviceId: id,
      serviceName: text,
      revision: count,
      state: z.enum(["starting", "ready", "draining", "stopping", "stopped", "failed", "lost"]),
      slots: count.describe("How many executions it runs at a time."),
      isolation: z.enum(ISOLATIONS),
      drainingAt: time.nullable(),
      drainCause: z.enum(DRAIN_CAUSES).nullable(),
      reset: ResetShape.nullable(),
      agentPid: z.number().nullable(),
      startedAt: time,
      heartbeatAt: time,
      lost: Lost,
      cpuCores: z.number().nullable(),
      memoryBytes: z.number().nullable(),
      lastError: maybeText,
      diskFault: z
        .object({
          code: text.describe("What the system answers: ENOSPC, EROFS, …"),
          since: text.describe("ISO 8601."),
          heldBytes: count.describe("What is in memory only."),
        })
        .nullable()
        .describe("Its disk refuses writes: what it says is kept in memory. Null while it does not."),
      executions: z.array(z.object({ id, functionName: text, startedAt: time, stopping: z.boolean() })),
    }),
  ),
  endedLeftOut: count.describe("Further replicas that ended within the last hour, beside the newest 10."),
}) satisfies z.ZodType<RunnerView>;

export const DrainedRunnerShape = z.object({
  id,
  host: text,
  drainingAt: time.nullable().describe("Null while it takes work."),
}) satisfies z.ZodType<DrainedRunner>;

export const RunnerLossShape = z.object({
  rerun: count.describe("Executions that would be run again elsewhere."),
  failed: count.describe("Executions that would fail."),
  terminating: count.describe("Executions being terminated: they would end."),
  lostMs: z.number().describe("Milliseconds of work since the last save of each, all together."),
  servicesLeftAlone: z
    .array(text)
    .describe("Services of which no other host has a ready replica that answers."),
  isOnly: z.boolean().describe("No runner of another host answers and takes work."),
  runnersOnHost: count.describe("Runners of the host, this one counted: it is told of all of them."),
  running: count.describe("Executions that this runner runs itself: a drain waits for them."),
  drainWaitMs: z
    .number()
    .nullable()
    .describe(
      "How long a drain of this runner may take at most: to the last deadline as it stands, and the stop behind it. Null when something of it does not answer.",
    ),
}) satisfies z.ZodType<RunnerLoss>;
