import { z } from "zod";
import type { Health } from "#server/api/health.ts";
import { DRAIN_CAUSES } from "#server/domain/plan-replicas.ts";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import { RUNTIMES, ServiceConfigSchema } from "#server/domain/service-config.ts";
import type { SessionView } from "#server/domain/session-view.ts";
import type { ServiceDetail, ServiceRow } from "#server/domain/views.ts";
import type { Deleted } from "#server/services/delete.ts";
import type { Paused } from "#server/services/switch-pause.ts";
import type { Updated } from "#server/services/update.ts";
import { CountsShape, ResetShape } from "./shapes.ts";

const time = z.date();
const text = z.string();
const maybeText = text.nullable();
const count = z.number().int().min(0);
const id = z.uuid();

const rowFields = {
  id,
  name: text,
  description: text,
  runtime: z.enum(RUNTIMES),
  revision: count,
  pausedAt: time.nullable().describe("Null while it takes work."),
  pausedBy: maybeText,
  policy: PolicySchema,
  placement: PlacementSchema,
  counts: CountsShape,
  replicas: z.object({ starting: count, ready: count, draining: count, older: count }),
  scaling: z
    .object({
      wanted: count.describe("How many replicas are wanted now."),
      fall: z
        .object({ to: count, at: time })
        .nullable()
        .describe("How many will be, and from when, unless more comes to do."),
    })
    .nullable()
    .describe("By what runs and waits; null where the number of replicas is fixed."),
  startFailures: z
    .object({
      count: count.describe("In a row; 0 once somebody has asked to try again now."),
      error: text.describe("The last one."),
      since: time.describe("When the first of them came."),
      failedAt: time,
      retryAt: time.describe("No replica is started before."),
      readyAt: time.nullable().describe("When one got ready after the last failure; null while none has."),
    })
    .nullable()
    .describe("How the present revision fails to start, or to stay; null once it has shown that it does."),
  crashLoop: z
    .object({
      count: count.describe("In a row, with no run between them that ended otherwise."),
      error: text.describe("The last one."),
      executionId: text.describe("The execution that crashed last."),
      since: time.describe("When the first of them came."),
      crashedAt: time,
    })
    .nullable()
    .describe("How workers of the present revision crash one after another; null while that is no loop."),
  standInRevision: z
    .number()
    .nullable()
    .describe("The older revision that new executions go to while the present one does not start."),
  updatedAt: time,
  updatedBy: text,
};

export const ServiceRowShape = z.object(rowFields) satisfies z.ZodType<ServiceRow>;

export const RevisionShape = z.object({
  number: count,
  author: text,
  createdAt: time,
  config: ServiceConfigSchema,
}) satisfies z.ZodType<ServiceDetail["revisions"][number]>;

export const ServiceShape = z.object({
  ...rowFields,
  config: ServiceConfigSchema,
  revisions: z.array(RevisionShape).describe("Newest first, at most 100."),
  older: z
    .object({ replicas: count, running: count, cut: z.object({ failed: count, rerun: count }) })
    .nullable()
    .describe(
      "Replicas that an update has left to what they run, and what becomes of that when `force` cuts it.",
    ),
  resets: z.array(ResetShape).describe("Its replicas that are being reset."),
  drains: z
    .array(
      z.object({
        replicaId: id,
        revision: count,
        cause: z.enum(DRAIN_CAUSES),
        since: time,
        waitsFor: z.array(z.object({ id, functionName: text, until: time, stopping: z.boolean() })),
      }),
    )
    .describe("Its other replicas that take nothing new: what they wait for, and until which deadline."),
  lastInputs: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .describe("Input of the newest execution, by function."),
}) satisfies z.ZodType<ServiceDetail>;

export const CreatedServiceShape = z.object({ id, name: text, revision: count });

export const UpdatedShape = z.object({
  id,
  name: text,
  revision: count,
  changed: z.boolean().describe("False when the service was so already: then there is no new revision."),
  replicas: z
    .enum(["kept", "replaced"])
    .describe("Kept ones go on, and attempts that start on them follow the new revision."),
  live: z
    .object({ bulkId: id, executions: count })
    .nullable()
    .describe("The bulk that moves the deadlines of what runs; null when none is to be moved."),
  cut: count.describe(
    "How many old replicas are being stopped with all that they run, since that was forced.",
  ),
}) satisfies z.ZodType<Updated>;

export const TryAgainShape = z.object({
  id,
  name: text,
  failing: z.boolean().describe("False when there was nothing to try: then nothing is changed."),
});

export const PausedShape = z.object({
  id,
  name: text,
  pausedAt: time.nullable(),
}) satisfies z.ZodType<Paused>;

export const DeletedServiceShape = z.object({
  id,
  name: text,
  bulkId: id
    .nullable()
    .describe("The bulk that terminates what waits and runs; null when there was nothing."),
}) satisfies z.ZodType<Deleted>;

export const PreviewShape = z.object({
  running: count,
  stopping: count.describe("Of these: asked to stop already; they are in none of the next two."),
  alreadyPast: count.describe("Would be past the new timeout already."),
  endingSoon: count.describe("Would end by the new timeout within its next tenth."),
  waitedTooLong: count.describe("Waiting ones that would fail at once by its queue timeout."),
  resetWaitSeconds: z
    .number()
    .describe(
      "How long the reset of a shared worker would wait at most for what runs beside the one that ignored its stop; 0 where none shares one.",
    ),
  liveResetWaitSeconds: z.number().describe("The same once the new timeout were applied to them."),
  drainWaitSeconds: z
    .number()
    .describe(
      "How long a drain would wait for them at most: to the last deadline as it stands, and the stop behind it.",
    ),
  liveDrainWaitSeconds: z.number().describe("The same once the new timeout were applied to them."),
  cut: z
    .object({ failed: count, rerun: count })
    .describe("What becomes of those that a forced update would stop."),
}) satisfies z.ZodType<PolicyPreview>;

export const SessionShape = z.object({
  kind: z.enum(["person", "api-key"]),
  actor: text.describe("What the audit calls you."),
  email: maybeText,
}) satisfies z.ZodType<SessionView>;

export const HealthShape = z.object({
  status: z.enum(["ok", "unhealthy"]),
  database: z.object({ ok: z.boolean(), latencyMs: z.number().nullable() }),
  runner: z.object({
    ok: z.boolean(),
    newestHeartbeatAt: time.nullable(),
    ageMs: z.number().nullable(),
  }),
  version: text,
}) satisfies z.ZodType<Health>;

export const ChangesShape = z.object({
  topics: z.array(z.string()).describe("What to read again; `*` is everything. Empty: nothing yet."),
});
