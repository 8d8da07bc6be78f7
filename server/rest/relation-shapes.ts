import { z } from "zod";
import type { Durations } from "#server/domain/duration-views.ts";
import type { Family } from "#server/domain/family-views.ts";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";

const id = z.uuid();
const time = z.date();
const status = z.enum(EXECUTION_STATUSES);

export const FamilyShape = z.object({
  members: z.array(
    z.object({
      id,
      parentId: id.nullable(),
      depth: z.number().int().min(0),
      serviceName: z.string(),
      functionName: z.string(),
      status,
      stopping: z.boolean(),
      createdAt: time,
      endedAt: time.nullable(),
      stopRequestedAt: time.nullable().describe("Of its last attempt; null when that was not asked to stop."),
      savedAt: time.nullable().describe("When its state was last saved, by it or by what it repeats."),
      attempts: z.array(
        z.object({
          startedAt: time,
          endedAt: time.nullable(),
          outcome: z.enum(["success", "failed", "terminated", "rerun"]).nullable(),
        }),
      ),
    }),
  ),
  more: z.boolean().describe("There are more, or deeper ones, than are given."),
}) satisfies z.ZodType<Family>;

const milliseconds = z.number().nullable().describe("Of good runs; null when too few are known.");

export const DurationsShape = z.object({
  functionName: z.string(),
  runs: z
    .array(z.object({ id, status, startedAt: time, endedAt: time }))
    .describe("Newest first, however they ended; from the start of the last attempt."),
  p50Ms: milliseconds,
  p95Ms: milliseconds,
}) satisfies z.ZodType<Durations>;
