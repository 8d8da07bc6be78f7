import { z } from "zod";
import { LOG_LEVELS } from "#server/domain/log-level.ts";
import type { LogSearchPage } from "#server/domain/log-views.ts";
import type { LogLineView } from "#server/domain/views.ts";

const count = z.number().int().min(0);

export const LogLineShape = z.object({
  number: count.describe("From 0 within the attempt."),
  at: z.date(),
  stream: z.enum(["stdout", "stderr", "replica", "curfew"]),
  text: z.string(),
  level: z.enum(LOG_LEVELS).nullable().describe("What its text says of itself; null when it says nothing."),
}) satisfies z.ZodType<LogLineView>;

export const LogSearchShape = z.object({
  attempt: count,
  lines: z.array(LogLineShape),
  nextLine: count.describe("What to give as `fromLine` to look on."),
  totalLines: count,
  over: z.boolean().describe("True once no line can be added to this attempt."),
}) satisfies z.ZodType<LogSearchPage>;
