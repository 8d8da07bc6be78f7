import { v5 as uuidOf } from "uuid";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { orderRefusal, refusalWords } from "#server/domain/order.ts";
import { applyEvents } from "#server/executions/apply-event.ts";
import { type HeldExecution, readHeld } from "#server/executions/held-execution.ts";
import type { HeldBulk, Outcome } from "./carry-on.ts";

/** The order that a bulk gives to an execution: the same whenever it is asked for. */
function extensionOrderId(bulkId: string, executionId: string): string {
  return uuidOf(executionId, bulkId);
}

/** Asks their agents, and does not wait for them: their answers come as events, and the page counts those. */
export async function extendMany(ctx: Context, bulk: HeldBulk, ids: string[]): Promise<Outcome[]> {
  const held = await readHeld(ctx.database, ids);
  const given = await ordersGiven(ctx, bulk.id, ids);
  const now = await readNow(ctx.database);
  const plans = ids.map((id) => (given.has(id) ? { id, at: null } : planOne(id, held.get(id), bulk, now)));
  const orders = plans.flatMap((plan) => ("at" in plan && plan.at ? [{ id: plan.id, at: plan.at }] : []));
  const applied = await applyEvents(
    ctx,
    orders.map(({ id, at }) => ({
      executionId: id,
      event: {
        type: "order_given",
        order: { kind: "deadline", id: extensionOrderId(bulk.id, id), at: at.toISOString() },
      },
      at: ctx.clock.now(),
      actor: ctx.actor,
      audit: "execution.deadline",
    })),
  );
  const asked = new Map(orders.map(({ id }, index) => [id, applied[index]]));
  return plans.map((plan): Outcome => {
    const executionId = plan.id;
    if ("message" in plan) return { executionId, state: "skipped", message: plan.message };
    const answer = asked.get(executionId);
    if (!answer || answer.effect === "changed") {
      return { executionId, state: "done", resultId: extensionOrderId(bulk.id, executionId) };
    }
    return {
      executionId,
      state: "skipped",
      message: words(answer.state && orderRefusal(answer.state, "deadline")),
    };
  });
}

type Plan = { id: string; at: Date } | { id: string; message: string };

function planOne(id: string, held: HeldExecution | undefined, bulk: HeldBulk, now: Date): Plan {
  if (!held) return { id, message: "It is no longer there." };
  const refusal = orderRefusal(held.state, "deadline");
  if (refusal || !held.deadlineAt) return { id, message: words(refusal) };
  const at = deadlineOf({ ...held, deadlineAt: held.deadlineAt }, bulk, now);
  if (at <= now) return { id, message: "That deadline would have passed: terminate it to stop it now." };
  return { id, at };
}

/** What is past its timeout already is given a last moment: then its agent stops it as by any timeout. */
const LAST_MOMENT_MS = 1_000;

function deadlineOf(
  { startedAt, deadlineAt }: { startedAt: Date | null; deadlineAt: Date },
  { arguments: { bySeconds = 0, timeoutSeconds, at: fixed } }: HeldBulk,
  now: Date,
): Date {
  if (fixed !== undefined) return new Date(fixed);
  if (timeoutSeconds === undefined || !startedAt) return new Date(deadlineAt.getTime() + bySeconds * 1_000);
  const at = startedAt.getTime() + timeoutSeconds * 1_000;
  return new Date(Math.max(at, now.getTime() + LAST_MOMENT_MS));
}

function words(refusal: ReturnType<typeof orderRefusal>): string {
  const why = refusal ? refusalWords(refusal) : "it has no deadline";
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}

/** Those that were asked in a step that was not written down. */
async function ordersGiven(ctx: Context, bulkId: string, ids: string[]): Promise<Set<string>> {
  const rows = await ctx.database.sql<{ id: string }[]>`
    select v.execution_id as id from execution_events v
    where v.execution_id = any(${ids}::uuid[]) and v.type = 'order_given'
      and v.data->>'id' = any(${ids.map((id) => extensionOrderId(bulkId, id))}::text[])`;
  return new Set(rows.map(({ id }) => id));
}
