import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { type ExecutionStatus, isTerminal } from "#server/domain/status.ts";
import { STOP_MODES, type StopMode } from "#server/domain/stop.ts";
import { NotFound } from "#server/errors.ts";
import { type Applied, applyEvents } from "./apply-event.ts";
import { liveBelow } from "./family.ts";
import { ExecutionIdSchema } from "./get.ts";

/** Below one execution, at a time. */
const BATCH = 1_000;

const NoteSchema = z
  .string("note must be text")
  .max(2_000, "note must be at most 2,000 characters")
  .refine(isStorable, "note must be without NUL characters")
  .nullish();

export const StopModeSchema = z
  .enum(STOP_MODES, { error: `mode must be ${STOP_MODES.map((mode) => `"${mode}"`).join(", ")}` })
  .optional()
  .describe(
    "How what runs is stopped. `checkpoint`, also when left out: at its next checkpoint. `save`: it goes on until it has saved its state, for its grace period at most, then stops at its next checkpoint. `now`: its grace period is left out; it gets SIGTERM at once, or in a shared worker the reset of its replica begins. A command gets SIGTERM at once in each, and with `now` less time to end by itself.",
  );

const CascadeSchema = z.boolean("cascade must be true or false").default(false);

export const TerminateExecutionInput = z.strictObject({
  id: ExecutionIdSchema,
  note: NoteSchema.describe("Why, in your words; kept with the name."),
  mode: StopModeSchema,
  cascade: CascadeSchema.describe("Also all that it started, and what those started. Without it they go on."),
});
export type TerminateExecutionInput = z.input<typeof TerminateExecutionInput>;

export interface Terminated {
  id: string;
  status: ExecutionStatus;
  /** True while it still runs and was asked to stop. */
  stopping: boolean;
  /** How many below it were asked as well. */
  below: number;
}

/**
 * Asks an execution to stop, for good. One that waits ends at once; one that runs is `stopping` until nothing of it
 * is left; one that has ended stays as it is. Asking again changes nothing.
 */
export async function terminateExecution(
  ctx: Context,
  { id, ...how }: TerminateExecutionInput,
): Promise<Terminated> {
  const [terminated] = await terminateExecutions(ctx, { ids: [id], ...how });
  if (!terminated) throw new NotFound(`There is no execution ${id}.`);
  return terminated;
}

export const TerminateExecutionsInput = z.strictObject({
  ids: z.array(ExecutionIdSchema).max(10_000, "ids must be at most 10,000"),
  note: NoteSchema,
  mode: StopModeSchema,
  cascade: CascadeSchema,
});
export type TerminateExecutionsInput = z.input<typeof TerminateExecutionsInput>;

/**
 * The same for many, all or nothing; ids that no execution has are left out of the answer. With `cascade` those below
 * each follow, a batch at a time.
 */
export async function terminateExecutions(
  ctx: Context,
  { ids, note, mode, cascade = false }: TerminateExecutionsInput,
): Promise<Terminated[]> {
  const wanted = [...new Set(ids)].map((id): Target => ({ id, parentId: null }));
  const how: HowToStop = { note: note?.trim() || null, mode };
  const applied = await ask(ctx, wanted, how);
  const answers: Terminated[] = [];
  for (const [index, { id }] of wanted.entries()) {
    const state = applied[index]?.state;
    if (!state) continue;
    const below = cascade ? await askBelow(ctx, id, how) : 0;
    const { status, stop } = state;
    answers.push({ id, status, stopping: !isTerminal(status) && stop !== null, below });
  }
  return answers;
}

/** The same with what came of each, in the order of `ids`. */
export function requestStops(ctx: Context, ids: string[], how: HowToStop): Promise<Applied[]> {
  return ask(
    ctx,
    ids.map((id) => ({ id, parentId: null })),
    how,
  );
}

export interface HowToStop {
  note: string | null;
  /** `checkpoint` when left out. */
  mode?: StopMode | undefined;
}

interface Target {
  id: string;
  /** With which it is terminated; null when it was named itself. */
  parentId: string | null;
}

function ask(ctx: Context, targets: Target[], { note, mode }: HowToStop): Promise<Applied[]> {
  const at = ctx.clock.now();
  return applyEvents(
    ctx,
    targets.map(({ id, parentId }) => ({
      executionId: id,
      event: { type: "stop_requested", reason: "terminated", ...(mode && { mode }) },
      at,
      actor: ctx.actor,
      details: { note: noteWithParent(note, parentId), withParent: parentId },
      audit: "execution.terminate",
    })),
  );
}

function noteWithParent(note: string | null, parentId: string | null): string | null {
  if (!parentId) return note;
  const why = `terminated with its parent ${parentId}`;
  return note ? `${note} (${why})` : why;
}

/**
 * From top to bottom: what was asked to terminate starts nothing more (insert-execution.ts), so that a look which finds
 * none has missed none. How many there were.
 */
async function askBelow(ctx: Context, id: string, how: HowToStop): Promise<number> {
  for (let asked = 0; ; ) {
    const found = await liveBelow(ctx, id, BATCH);
    if (found.length === 0) return asked;
    const applied = await ask(ctx, found, how);
    asked += applied.filter(({ effect }) => effect === "changed").length;
  }
}
