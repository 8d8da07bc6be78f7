import { z } from "zod";
import type { ExecutionDetail, ExecutionRow, LogPage } from "#server/domain/views.ts";
import { ExecutionIdSchema, getExecution } from "#server/executions/get.ts";
import { listEnded } from "#server/executions/list-ended.ts";
import { ReadLogsInput, readLogs } from "#server/executions/read-logs.ts";
import { Bell, LOOK_MS, type WaitContext } from "./bell.ts";

/** No answer is held back for longer: what stands between may cut a silent connection. */
const LONGEST_SECONDS = 60;

const words = `timeout must be a number of seconds from 0 to ${LONGEST_SECONDS}`;
const timeout = z.number(words).min(0, words).max(LONGEST_SECONDS, words);

export const WaitInput = z.strictObject({
  id: ExecutionIdSchema,
  timeout: timeout.default(30).describe("Seconds that the answer may wait."),
});
export type WaitInput = z.output<typeof WaitInput>;

const idsWords = "ids must be 1 to 10000 ids of executions";
export const WaitAnyInput = z.strictObject({
  ids: z.array(ExecutionIdSchema, idsWords).min(1, idsWords).max(10_000, idsWords),
  timeout: timeout.default(30).describe("Seconds that the answer may wait."),
});
export type WaitAnyInput = z.output<typeof WaitAnyInput>;

export const FollowLogsInput = ReadLogsInput.extend({
  timeout: timeout.default(0).describe("Seconds that the answer may wait for a line."),
});
export type FollowLogsInput = z.output<typeof FollowLogsInput>;

/** The execution once it has ended, or as it is when the time is up. */
export async function waitForExecution(
  ctx: WaitContext,
  { id, timeout: seconds }: WaitInput,
  signal: AbortSignal | undefined,
): Promise<ExecutionDetail> {
  await lookUntil(ctx, { topics: [`execution:${id}`], seconds, signal }, async () => {
    const ended = await listEnded(ctx, [id]);
    return { value: null, enough: ended.length > 0 };
  });
  return await getExecution(ctx, { id });
}

/** Those that have ended, as soon as one has; none when the time is up. */
export async function waitForAny(
  ctx: WaitContext,
  { ids, timeout: seconds }: WaitAnyInput,
  signal: AbortSignal | undefined,
): Promise<ExecutionRow[]> {
  const topics = ids.map((id) => `execution:${id}`);
  return await lookUntil(ctx, { topics, seconds, signal }, async () => {
    const ended = await listEnded(ctx, ids);
    return { value: ended, enough: ended.length > 0 };
  });
}

/** A page of its output; an empty one only when no line can be added, or none came in time. */
export async function followLogs(
  ctx: WaitContext,
  { timeout: seconds, ...page }: FollowLogsInput,
  signal: AbortSignal | undefined,
): Promise<LogPage> {
  const topics = [`logs:${page.id}`, `execution:${page.id}`];
  return await lookUntil(ctx, { topics, seconds, signal }, async () => {
    const value = await readLogs(ctx, page);
    return { value, enough: value.lines.length > 0 || value.over };
  });
}

interface Patience {
  topics: string[];
  seconds: number;
  /** Aborted when the caller has gone. */
  signal: AbortSignal | undefined;
}

/** Looks now, at each change of the topics, and now and then, until it is enough or the time is up. */
async function lookUntil<T>(
  ctx: WaitContext,
  { topics, seconds, signal }: Patience,
  look: () => Promise<{ value: T; enough: boolean }>,
): Promise<T> {
  const until = ctx.clock.monotonic() + seconds * 1_000;
  const bell = new Bell(ctx, topics, signal);
  try {
    await ctx.changes.start();
    for (;;) {
      const { value, enough } = await look();
      const left = until - ctx.clock.monotonic();
      if (enough || left <= 0) return value;
      await bell.heard(Math.min(left, LOOK_MS));
    }
  } finally {
    bell.end();
  }
}
