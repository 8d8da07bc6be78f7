import { createHash } from "node:crypto";
import { z } from "zod";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail, ExecutionRow, LogPage } from "#server/domain/views.ts";
import { ExecutionIdSchema, getExecution } from "#server/executions/get.ts";
import { listEnded } from "#server/executions/list-ended.ts";
import { ReadLogsInput, readLogs } from "#server/executions/read-logs.ts";
import { Bell, LOOK_MS, type WaitContext } from "./bell.ts";

/** How often changes of an execution are told at most; its end is told at once. */
const CHANGE_MS = 250;

const lastEventId = z
  .string()
  .max(100)
  .optional()
  .describe("The `id` of the last event that was read, to go on behind it.");

export const FollowExecutionInput = z.strictObject({ id: ExecutionIdSchema, lastEventId });
export type FollowExecutionInput = z.output<typeof FollowExecutionInput>;

const MOST_IDS = 10_000;
const idsWords = `ids must be 1 to ${MOST_IDS} ids of executions`;
export const FollowAnyInput = z.strictObject({
  ids: z.array(ExecutionIdSchema, idsWords).min(1, idsWords).max(MOST_IDS, idsWords),
});
export type FollowAnyInput = z.output<typeof FollowAnyInput>;

export const StreamLogsInput = ReadLogsInput.extend({
  fromLine: ReadLogsInput.shape.fromLine.describe("Number of the first line wanted; 0 when left out."),
  until: z
    .enum(["attempt", "execution"], "until must be attempt or execution")
    .default("execution")
    .describe("Whether the attempts after this one follow."),
  lastEventId,
});
export type StreamLogsInput = z.output<typeof StreamLogsInput>;

/** One answer of many. */
export interface Answer<T> {
  /** Where to go on after a cut; opaque to clients. */
  id: string;
  value: T;
  /** Nothing comes after it. */
  last: boolean;
}

type Look<T> = () => Promise<{ answer: Answer<T> | null; again?: number }>;

/** The execution as it is, at each change, until it has ended. */
export function followExecution(
  ctx: WaitContext,
  { id, lastEventId: known }: FollowExecutionInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Answer<ExecutionDetail>, void> {
  let due = Number.NEGATIVE_INFINITY;
  return answers(ctx, { topics: [`execution:${id}`, `progress:${id}`], signal, known }, async () => {
    const early = due - ctx.clock.monotonic();
    if (early > 0 && (await listEnded(ctx, [id])).length === 0) return { answer: null, again: early };
    const value = await getExecution(ctx, { id });
    due = ctx.clock.monotonic() + CHANGE_MS;
    return { answer: { id: hashOf(value), value, last: isTerminal(value.status) } };
  });
}

/** Those that have ended, at each end, until all have; each is told once. */
export function followAny(
  ctx: WaitContext,
  { ids }: FollowAnyInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Answer<ExecutionRow[]>, void> {
  const left = new Set(ids.map((id) => id.toLowerCase()));
  let began = false;
  const topics = [...left].map((id) => `execution:${id}`);
  return answers(ctx, { topics, signal }, async () => {
    const value = await listEnded(ctx, [...left]);
    for (const { id } of value) left.delete(id);
    const silent = began && value.length === 0;
    began = true;
    return { answer: silent ? null : { id: `${left.size}`, value, last: left.size === 0 } };
  });
}

/** The lines of one attempt as they are written, and those of the attempts after it. */
export function streamLogs(
  ctx: WaitContext,
  { lastEventId: known, until, ...page }: StreamLogsInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Answer<LogPage>, void> {
  const place = { fromLine: 0, ...page, ...placeOf(known) };
  let began = false;
  return answers(ctx, { topics: [`logs:${page.id}`, `execution:${page.id}`], signal, known }, async () => {
    const value = await readLogs(ctx, place);
    const silent = began && value.lines.length === 0;
    began = true;
    const read = value.over && value.nextLine >= value.totalLines;
    const next = until === "execution" ? value.nextAttempt : null;
    Object.assign(place, { attempt: value.attempt, fromLine: value.nextLine });
    if (read && next !== null) Object.assign(place, { attempt: next, fromLine: 0 });
    const last = read && next === null;
    const id = `${place.attempt}.${place.fromLine}`;
    const more = value.lines.length === page.limit || (read && !last);
    return { answer: silent && !last ? null : { id, value, last }, ...(more && { again: 0 }) };
  });
}

/** Where a log is read on from, as the id of an event says. */
function placeOf(known: string | undefined): { attempt?: number; fromLine?: number } {
  const [, attempt, fromLine] = /^(\d{1,9})\.(\d{1,9})$/.exec(known ?? "") ?? [];
  return attempt === undefined ? {} : { attempt: Number(attempt), fromLine: Number(fromLine) };
}

interface Following {
  topics: string[];
  signal: AbortSignal | undefined;
  /** The last answer that the caller has. */
  known?: string | undefined;
}

/**
 * What each look finds that is new: now, at each change of the topics, and now and then. The first is told in any case,
 * unless it is the last and known. Throws when the server shuts down.
 */
async function* answers<T>(
  ctx: WaitContext,
  { topics, signal, known }: Following,
  look: Look<T>,
): AsyncGenerator<Answer<T>, void> {
  const bell = new Bell(ctx, topics, signal);
  let told: string | null = null;
  try {
    await ctx.changes.start();
    for (;;) {
      const began = ctx.clock.monotonic();
      const { answer, again } = await look();
      const tookMs = ctx.clock.monotonic() - began;
      if (answer?.last && answer.id === known && told === null) return;
      if (answer && (answer.last || answer.id !== told)) yield answer;
      if (answer?.last) return;
      told = answer?.id ?? told;
      // As long as it took, so that many changes of many are no more than half of the time spent on looking.
      await bell.pause(again === 0 ? 0 : tookMs);
      if (again !== 0) await bell.heard(Math.min(again ?? LOOK_MS, LOOK_MS));
    }
  } finally {
    bell.end();
  }
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);
}
