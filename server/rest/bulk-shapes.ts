import { z } from "zod";
import { BULK_ITEM_STATES, BULK_KINDS, BULK_STATUSES } from "#server/domain/bulk.ts";
import type { BulkDetail, BulkDraft, BulkRow } from "#server/domain/bulk-views.ts";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";
import { STOP_MODES, STOP_RUNGS } from "#server/domain/stop.ts";
import { WORKER_KINDS } from "#server/domain/stop-modes.ts";
import { ExecutionRowShape } from "./shapes.ts";

const id = z.uuid();
const count = z.number().int().min(0);
const maybeTime = z.date().nullable();
const kind = z.enum(BULK_KINDS);
const status = z.enum(BULK_STATUSES);
const worker = z.enum(WORKER_KINDS);

export const BulkDraftShape = z.object({
  id,
  kind,
  at: z.date().describe("When it was found out what follows."),
  total: count.describe("Exactly so many, and always the same ones: to be given to `start`."),
  reached: count.describe("So many would be reached as they are now; the others would be left alone."),
  workers: z
    .object({ own: count, shared: count, command: count })
    .nullable()
    .describe(
      "Of `terminate`: what runs those that it would meet at work, which decides what its `mode` does; null for other kinds.",
    ),
  sample: z
    .array(
      z.object({
        execution: ExecutionRowShape,
        worker: worker.nullable(),
        reached: z.boolean(),
        words: z.string(),
      }),
    )
    .describe(
      "The first of them, with what would be done to each as it is now; `worker` is null while it does not run, and for other kinds than `terminate`.",
    ),
}) satisfies z.ZodType<BulkDraft>;

export const BulkRowShape = z.object({
  id,
  kind,
  status,
  filter: z.string().nullable().describe("As it was typed; null when executions were chosen one by one."),
  arguments: z.object({
    bySeconds: z.number().optional(),
    at: z.iso.datetime().optional().describe("Each deadline is then."),
    timeoutSeconds: z
      .number()
      .optional()
      .describe("Each deadline is so long after the start of its attempt."),
    mode: z
      .enum(STOP_MODES)
      .optional()
      .describe("Of `terminate`: how what runs is stopped; `checkpoint` when left out."),
    set: z.record(z.string(), z.string()).optional(),
    remove: z.array(z.string()).optional(),
  }),
  note: z.string().nullable(),
  total: count.nullable().describe("Null while one that began without counting goes on."),
  createdAt: z.date(),
  startedAt: maybeTime,
  startedBy: z.string().nullable(),
  endedAt: maybeTime,
  counts: z.object({ waiting: count, done: count, skipped: count, failed: count }),
}) satisfies z.ZodType<BulkRow>;

export const BulkShape = BulkRowShape.extend({
  standing: z
    .array(
      z.object({
        status: z.enum(EXECUTION_STATUSES),
        rung: z.enum(STOP_RUNGS).nullable(),
        unverified: z.boolean(),
        count,
      }),
    )
    .describe(
      "Where those stand now that it has reached; `rung` of those that are stopping, `unverified` of those that ended and of which nobody could prove that nothing is left running.",
    ),
  answers: z
    .object({ moved: count, refused: count })
    .nullable()
    .describe("Of `extend`: what agents answered."),
  told: z
    .array(z.object({ id, state: z.enum(BULK_ITEM_STATES), message: z.string() }))
    .describe(
      "Those that were left alone or refused, at most 100; the filter `bulk:<id>/skipped,<id>/failed` lists them all.",
    ),
}) satisfies z.ZodType<BulkDetail>;

export const BulkMovedShape = z.object({ id, status });
