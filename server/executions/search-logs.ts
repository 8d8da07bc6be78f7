import { z } from "zod";
import type { LogLine } from "#db/schema/log-chunks.ts";
import type { Context } from "#server/context.ts";
import { LOG_LEVELS, type LogLevel } from "#server/domain/log-level.ts";
import type { LogSearchPage } from "#server/domain/log-views.ts";
import { plainText } from "#server/domain/plain-text.ts";
import type { LogLineView } from "#server/domain/views.ts";
import { attemptToRead, countLines, linesOf, ReadLogsInput } from "./read-logs.ts";

/** One request looks at so many lines at most. */
const LOOKED_AT = 100_000;
/** Chunks that are fetched at a time. */
const CHUNKS = 25;

const textWords = "text must be 1 to 200 characters";
const limitWords = "limit must be a whole number from 1 to 1000";
const levelWords = `levels must be some of ${LOG_LEVELS.join(", ")}`;

export const SearchLogsInput = z
  .strictObject({
    id: ReadLogsInput.shape.id,
    attempt: ReadLogsInput.shape.attempt,
    text: z
      .string(textWords)
      .min(1, textWords)
      .max(200, textWords)
      .optional()
      .describe("Whatever its case; colours do not count."),
    levels: z
      .array(z.enum(LOG_LEVELS, levelWords), levelWords)
      .min(1, levelWords)
      .optional()
      .describe("Only lines that say that they are of one of these."),
    fromLine: ReadLogsInput.shape.fromLine.describe("Number of the first line to look at; 0 when left out."),
    limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(1_000, limitWords).default(200),
  })
  .refine(({ text, levels }) => text !== undefined || levels !== undefined, {
    path: ["text"],
    message: "text or levels must be given",
  });
export type SearchLogsInput = z.output<typeof SearchLogsInput>;

/**
 * The lines of one attempt that contain a text, are of a level, or both, from a line on: until there are `limit` of them or
 * 100,000 lines were looked at. `nextLine` says where to go on.
 */
export async function searchLogs(ctx: Context, input: SearchLogsInput): Promise<LogSearchPage> {
  const { attempt, over } = await attemptToRead(ctx, input);
  const totalLines = await countLines(ctx, input.id, attempt);
  const from = input.fromLine ?? 0;
  const until = from + LOOKED_AT;
  const fits = fitting(input);
  const lines: LogLineView[] = [];
  const done = (nextLine: number): LogSearchPage => ({ attempt, lines, nextLine, totalLines, over });
  for await (const chunks of chunksFrom(ctx, input.id, attempt, from, until)) {
    for (const line of chunks.flatMap(linesOf)) {
      if (line.number < from) continue;
      if (line.number >= until) return done(until);
      if (fits(line)) lines.push(line);
      if (lines.length === input.limit) return done(line.number + 1);
    }
  }
  return done(Math.min(until, Math.max(from, totalLines)));
}

function fitting({ text, levels }: SearchLogsInput): (line: LogLineView) => boolean {
  const wanted = text?.toLowerCase();
  const among = levels && new Set<LogLevel | null>(levels);
  return (line) =>
    (!among || among.has(line.level)) &&
    (wanted === undefined || plainText(line.text).toLowerCase().includes(wanted));
}

function chunksFrom(
  { database: { sql } }: Context,
  id: string,
  attempt: number,
  from: number,
  until: number,
) {
  return sql<{ firstLine: number; lines: LogLine[] }[]>`
    select first_line as "firstLine", lines from log_chunks
    where execution_id = ${id} and attempt = ${attempt} and first_line < ${until}
      and first_line >= coalesce((
        select max(first_line) from log_chunks
        where execution_id = ${id} and attempt = ${attempt} and first_line <= ${from}), 0)
    order by first_line`.cursor(CHUNKS);
}
