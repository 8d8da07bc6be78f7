import { z } from "zod";
import type { Cooperation } from "#server/domain/cooperation.ts";
import { DRILL_OUTCOMES, DRILL_PHASES, type DrillView } from "#server/domain/drill.ts";
import type { ServiceStatistics } from "#server/domain/service-statistics.ts";
import { STOP_SIGNALS } from "#server/domain/stop.ts";

const id = z.uuid();
const count = z.number().int().min(0);
const ms = z.number().min(0);

export const CooperationShape = z.object({
  stops: count.describe("The newest of its stops that this was learnt from; drills are left out."),
  since: z.date().nullable().describe("When the oldest of them was asked for."),
  latencyMs: z
    .object({ p50: ms, p95: ms })
    .nullable()
    .describe("From the request until nothing was left, of those that were verified."),
  by: z
    .object({ checkpoint: count, itself: count, SIGTERM: count, SIGKILL: count })
    .describe(
      "Of those that were verified: how many ended once their code had met the request, by themselves before that, after SIGTERM, and after SIGKILL.",
    ),
  saved: count.describe("How many saved their state after the request."),
  unverified: count.describe(
    "The others: given up without a proof that nothing was left, so that nobody knows how they ended.",
  ),
  longestGap: z
    .object({ executionId: id, ms })
    .nullable()
    .describe(
      "The longest time that an attempt which ended went without a checkpoint, of the newest 1,000 executions; drills are left out.",
    ),
  openGap: z
    .object({ executionId: id, since: z.date() })
    .nullable()
    .describe(
      "The one that runs and has passed no checkpoint for longest, and since when: its last one, or its start; drills and what is lost are left out.",
    ),
}) satisfies z.ZodType<Cooperation>;

const Durations = z
  .object({
    count,
    p50Ms: ms,
    p95Ms: ms,
    longestMs: ms,
    buckets: z.array(z.object({ fromMs: ms, toMs: ms.nullable(), count })),
  })
  .nullable();

export const StatisticsShape = z.object({
  from: z.date(),
  to: z.date(),
  bars: z
    .array(
      z.object({
        from: z.date(),
        to: z.date(),
        success: count,
        failed: count,
        terminated: count,
        live: count.describe("Waiting or running."),
        more: z.boolean().describe("More were created than were looked at: the newest stand for all."),
      }),
    )
    .describe("By when they were created."),
  successRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("Of those that ended and were not terminated, the part that succeeded."),
  durations: Durations.describe("Good runs, from their last start to their end."),
  waits: Durations.describe("From creation to the first start."),
  queue: z.object({
    waiting: count,
    more: z.boolean().describe("More wait than were counted."),
    oldest: z.object({ id, createdAt: z.date() }).nullable(),
  }),
  queueDepth: z
    .array(
      z.object({
        at: z.date(),
        waiting: count.describe("Created and not begun, or between two attempts."),
        running: count,
        more: z.boolean().describe("More waited or ran than were counted: either may be higher."),
      }),
    )
    .describe("How many waited and ran at the end of each bar; drills are counted."),
}) satisfies z.ZodType<ServiceStatistics>;

export const DrillShape = z.object({
  id,
  functionName: z.string(),
  input: z.record(z.string(), z.unknown()),
  runSeconds: count.describe("How long it is to run before it is asked to stop."),
  createdAt: z.date(),
  createdBy: z.string(),
  executionId: id.nullable().describe("Null until it is started, or when it never was."),
  outcome: z
    .enum(DRILL_OUTCOMES)
    .nullable()
    .describe("`passed`: it ended within the time that its service gives. Null while it goes on."),
  phase: z
    .enum(DRILL_PHASES)
    .nullable()
    .describe("Where it stands; `waiting`: nothing runs it yet. Null once it has its outcome."),
  endedAt: z.date().nullable(),
  tookMs: ms.nullable().optional().describe("From the request until nothing was left."),
  allowedMs: ms.nullable().optional().describe("How long its service lets it take."),
  signal: z.enum(STOP_SIGNALS).nullable().optional().describe("The strongest signal that it took."),
  saved: z.boolean().optional().describe("It saved its state after the request."),
  ranMs: ms.nullable().optional().describe("How long it ran before it was asked."),
  revision: count.nullable().optional(),
}) satisfies z.ZodType<DrillView>;

export const StartedDrillShape = z.object({ id });
