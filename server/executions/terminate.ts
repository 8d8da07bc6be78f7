import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { type ExecutionStatus, isTerminal } from "#server/domain/status.ts";
import { NotFound } from "#server/errors.ts";
import { type Applied, applyEvents } from "./apply-event.ts";
import { ExecutionIdSchema } from "./get.ts";

const NoteSchema = z
  .string("note must be text")
  .max(2_000, "note must be at most 2,000 characters")
  .refine(isStorable, "note must be without NUL characters")
  .nullish();

export const TerminateExecutionInput = z.strictObject({
  id: ExecutionIdSchema,
  /** Why, in the operator's words; kept with the name. */
  note: NoteSchema,
});
export type TerminateExecutionInput = z.input<typeof TerminateExecutionInput>;

export interface Terminated {
  id: string;
  status: ExecutionStatus;
  /** True while it still runs and was asked to stop. */
  stopping: boolean;
}

/**
 * Asks an execution to stop, for good. One that waits ends at once; one that runs is `stopping` until nothing of it
 * is left; one that has ended stays as it is. Asking again changes nothing.
 */
export async function terminateExecution(
  ctx: Context,
  { id, note }: TerminateExecutionInput,
): Promise<Terminated> {
  const [terminated] = await terminateExecutions(ctx, { ids: [id], note });
  if (!terminated) throw new NotFound(`There is no execution ${id}.`);
  return terminated;
}

export const TerminateExecutionsInput = z.strictObject({
  ids: z.array(ExecutionIdSchema).max(10_000, "ids must be at most 10,000"),
  note: NoteSchema,
});
export type TerminateExecutionsInput = z.input<typeof TerminateExecutionsInput>;

/** The same for many, all or nothing; ids that no execution has are left out of the answer. */
export async function terminateExecutions(
  ctx: Context,
  { ids, note }: TerminateExecutionsInput,
): Promise<Terminated[]> {
  const at = ctx.clock.now();
  const wanted = [...new Set(ids)];
  const trimmed = note?.trim() || null;
  const applied = await applyEvents(
    ctx,
    wanted.map((executionId) => ({
      executionId,
      event: { type: "stop_requested", reason: "terminated" },
      at,
      actor: ctx.actor,
      details: { note: trimmed },
      audit: "execution.terminate",
    })),
  );
  return wanted.flatMap((id, index) => toTerminated(id, applied[index]));
}

function toTerminated(id: string, applied: Applied | undefined): Terminated[] {
  if (!applied?.state) return [];
  const { status, stop } = applied.state;
  return [{ id, status, stopping: !isTerminal(status) && stop !== null }];
}
