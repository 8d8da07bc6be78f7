import { z } from "zod";
import type { LogLine } from "#db/schema/log-chunks.ts";
import type { Context } from "#server/context.ts";
import { levelOf } from "#server/domain/log-level.ts";
import { type ExecutionStatus, isTerminal } from "#server/domain/status.ts";
import type { LogLineView, LogPage } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

/** Beyond it there is no line and no attempt, and the database's numbers end. */
const MOST = 2_000_000_000;
const limitWords = "limit must be a whole number from 1 to 5000";
const attemptWords = "attempt must be a whole number from 1";
const lineWords = "fromLine must be a whole number from 0";

export const ReadLogsInput = z.strictObject({
  id: ExecutionIdSchema,
  attempt: z
    .number(attemptWords)
    .int(attemptWords)
    .min(1, attemptWords)
    .max(MOST, attemptWords)
    .optional()
    .describe("The newest when left out."),
  fromLine: z
    .number(lineWords)
    .int(lineWords)
    .min(0, lineWords)
    .max(MOST, lineWords)
    .optional()
    .describe("Number of the first line wanted; the last `limit` lines when left out."),
  limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(5_000, limitWords).default(1_000),
});
export type ReadLogsInput = z.output<typeof ReadLogsInput>;

interface Chunk {
  firstLine: number;
  lines: LogLine[];
}

/** A page of one attempt's output; without `fromLine` its tail. */
export async function readLogs(ctx: Context, input: ReadLogsInput): Promise<LogPage> {
  // Asked for before the lines, so that none written in between is missed by who stops reading here.
  const { attempt, live, over, nextAttempt } = await attemptToRead(ctx, input);
  const totalLines = await countLines(ctx, input.id, attempt);
  const from = input.fromLine ?? Math.max(0, totalLines - input.limit);
  const chunks = await chunksOf(ctx, { id: input.id, attempt, from, until: from + input.limit });
  const lines = chunks
    .flatMap(linesOf)
    .filter((line) => line.number >= from && line.number < from + input.limit);
  const nextLine = (lines.at(-1)?.number ?? Math.min(from, totalLines) - 1) + 1;
  return { attempt, lines, nextLine, totalLines, live, over, nextAttempt };
}

export const DownloadLogsInput = ReadLogsInput.pick({ id: true, attempt: true });
export type DownloadLogsInput = z.output<typeof DownloadLogsInput>;

/** The whole output of one attempt, some lines at a time as they are asked for. */
export async function openLogs(
  ctx: Context,
  input: DownloadLogsInput,
): Promise<{ attempt: number; batches: AsyncGenerator<LogLineView[], void> }> {
  const { attempt } = await attemptToRead(ctx, input);
  return { attempt, batches: batchesOf(ctx, input.id, attempt) };
}

async function* batchesOf(ctx: Context, id: string, attempt: number): AsyncGenerator<LogLineView[], void> {
  const chunks = ctx.database.sql<Chunk[]>`
    select first_line as "firstLine", lines from log_chunks
    where execution_id = ${id} and attempt = ${attempt} order by first_line`;
  for await (const batch of chunks.cursor(50)) yield batch.flatMap(linesOf);
}

export async function attemptToRead(
  ctx: Context,
  { id, attempt }: { id: string; attempt?: number | undefined },
): Promise<Pick<LogPage, "attempt" | "live" | "over" | "nextAttempt">> {
  const [row] = await ctx.database.sql<{ attempt: number; status: ExecutionStatus }[]>`
    select attempt, status from executions where id = ${id}`;
  if (!row) throw new NotFound(`There is no execution ${id}.`);
  if (attempt !== undefined && attempt > row.attempt) {
    throw new NotFound(`Execution ${id} has had ${row.attempt} attempts; there is no attempt ${attempt}.`);
  }
  const wanted = attempt ?? row.attempt;
  return {
    attempt: wanted,
    live: wanted === row.attempt && row.status === "in-progress",
    over: wanted < row.attempt || isTerminal(row.status),
    nextAttempt: wanted < row.attempt ? wanted + 1 : null,
  };
}

export async function countLines(ctx: Context, id: string, attempt: number): Promise<number> {
  const [last] = await ctx.database.sql<{ end: number }[]>`
    select first_line + line_count as end from log_chunks
    where execution_id = ${id} and attempt = ${attempt} order by first_line desc limit 1`;
  return last?.end ?? 0;
}

/** The chunks that hold the lines `from` (included) to `until` (excluded). */
async function chunksOf(
  ctx: Context,
  { id, attempt, from, until }: { id: string; attempt: number; from: number; until: number },
): Promise<Chunk[]> {
  return await ctx.database.sql<Chunk[]>`
    select first_line as "firstLine", lines from log_chunks
    where execution_id = ${id} and attempt = ${attempt} and first_line < ${until}
      and first_line >= coalesce((
        select max(first_line) from log_chunks
        where execution_id = ${id} and attempt = ${attempt} and first_line <= ${from}), 0)
    order by first_line`;
}

export type LogStream = LogLineView["stream"];

const STREAMS = { o: "stdout", e: "stderr", r: "replica", s: "curfew" } as const;

/** The lines of a chunk, numbered. */
export function linesOf(chunk: Chunk): LogLineView[] {
  return chunk.lines.map(([at, stream, text], index) => ({
    number: chunk.firstLine + index,
    at: new Date(at),
    stream: STREAMS[stream],
    text,
    level: stream === "s" ? null : levelOf(text),
  }));
}
