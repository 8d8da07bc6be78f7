import { z } from "zod";
import type { AttemptAutopsies, ProcessFacts, StackThread } from "#server/domain/autopsy.ts";
import { STOP_SIGNALS } from "#server/domain/stop.ts";

const text = z.string();
const count = z.number().int().min(0);

const ThreadShape = z.object({
  name: text,
  owner: z.enum(["execution", "neighbour", "curfew", "unknown"]).describe("For whom it worked."),
  frames: z
    .array(z.object({ function: text, file: text, line: count.nullable(), library: z.boolean() }))
    .describe("The innermost call first."),
  moreFrames: count,
  note: text.nullable(),
}) satisfies z.ZodType<StackThread>;

const ProcessShape = z.object({
  pid: count,
  parent: count,
  command: text,
  state: text.describe("As `ps` shows it."),
  cpuSeconds: z.number(),
  ageSeconds: z.number().nullable(),
  memoryBytes: z.number(),
  threadCount: count.nullable(),
  threads: z.array(z.object({ name: text, state: text, cpuSeconds: z.number(), waitsIn: text.nullable() })),
}) satisfies z.ZodType<ProcessFacts>;

export const AttemptAutopsiesShape = z.object({
  attempt: count,
  autopsies: z.array(
    z.object({
      signal: z.enum(STOP_SIGNALS).describe("What was sent right after it."),
      at: text,
      tookMs: z.number(),
      blockedAt: text.nullable().describe("The line of its own code that had not returned."),
      threads: z.array(ThreadShape),
      moreThreads: count,
      noStacks: text.nullable().describe("Why there are no stacks."),
      processes: z.array(ProcessShape),
      moreProcesses: count,
      lastLines: z.array(
        z.object({ at: text, stream: z.enum(["stdout", "stderr", "replica", "curfew"]), text }),
      ),
    }),
  ),
  missing: text.nullable().describe("Why there is none although it did not end by itself."),
}) satisfies z.ZodType<AttemptAutopsies>;
