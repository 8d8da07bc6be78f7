import { z } from "zod";
import type { AttemptSamples } from "#server/domain/sample-views.ts";

const time = z.date();

export const AttemptSamplesShape = z.object({
  attempt: z.number().int().min(0),
  startedAt: time,
  endedAt: time.nullable(),
  usageOf: z
    .enum(["execution", "shared-worker"])
    .describe("Whose usage it is: its own processes', or that of a worker which it shares with others."),
  usage: z
    .array(
      z.object({
        at: time,
        cpuCores: z.number().describe("Cores in use on average since the one before."),
        memoryBytes: z.number().describe("The most resident memory since the one before."),
        gpuPercent: z
          .number()
          .nullable()
          .describe("Of the busiest GPU that it uses, with all that use it; null without one."),
        gpuMemoryBytes: z.number().nullable(),
      }),
    )
    .describe("Oldest first."),
  progress: z
    .array(
      z.object({
        at: time,
        percent: z.number().nullable(),
        metrics: z.record(z.string(), z.number()).nullable(),
      }),
    )
    .describe("Oldest first."),
}) satisfies z.ZodType<AttemptSamples>;
