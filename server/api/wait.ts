import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ExecutionDetail, ExecutionRow, LogPage } from "#server/domain/views.ts";
import { ExecutionIdSchema, getExecution } from "#server/executions/get.ts";
import { listEnded } from "#server/executions/list-ended.ts";
import { ReadLogsInput, readLogs } from "#server/executions/read-logs.ts";
import type { ApiContext } from "./api-context.ts";

/** No answer is held back for longer: what stands between may cut a silent connection. */
const LONGEST_SECONDS = 60;
/** A change whose notification was lost is seen by then. */
const LOOK_MS = 2_000;

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

export type WaitContext = Context & Pick<ApiContext, "changes" | "shutdown">;

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
  const cut = signal ? AbortSignal.any([ctx.shutdown, signal]) : ctx.shutdown;
  const bell = new Bell();
  const unwatch = ctx.changes.watch(topics, () => bell.ring());
  try {
    await ctx.changes.start();
    for (;;) {
      const { value, enough } = await look();
      const left = until - ctx.clock.monotonic();
      if (enough || left <= 0) return value;
      refuseIfCut(ctx, cut);
      await bell.heard(ctx, Math.min(left, LOOK_MS), cut);
    }
  } finally {
    unwatch();
  }
}

function refuseIfCut({ shutdown }: WaitContext, cut: AbortSignal): void {
  if (!cut.aborted) return;
  const message = shutdown.aborted
    ? "The web server is shutting down. Ask again: the execution goes on."
    : "Nobody waits for the answer any more.";
  throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message });
}

/** Remembers a ring until it is heard, so that none between two looks is lost. */
class Bell {
  #rung = false;
  #wake = () => {};

  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  /** Resolves at a ring, after `ms`, or when it is cut. */
  async heard({ clock }: WaitContext, ms: number, cut: AbortSignal): Promise<void> {
    const over = new AbortController();
    const rung = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#rung) resolve();
    });
    const slept = clock.sleep(ms, AbortSignal.any([cut, over.signal])).catch(() => {});
    await Promise.race([rung, slept]);
    over.abort();
    this.#rung = false;
  }
}
