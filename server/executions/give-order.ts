import { v7 as uuid } from "uuid";
import type { Context } from "#server/context.ts";
import {
  type Order,
  type OrderKind,
  type OrderRefusal,
  orderRefusal,
  refusalWords,
} from "#server/domain/order.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { applyEvent } from "./apply-event.ts";
import { type HeldExecution, readHeld } from "./held-execution.ts";

/** How long an agent is waited for: one that can be reached answers within milliseconds. */
const ANSWER_MS = 3_000;
const FIRST_LOOK_MS = 10;
const LONGEST_LOOK_MS = 250;

export interface Ordered {
  id: string;
  order: OrderKind;
  /** False while its agent has not answered: the order stays, and is carried out when it does. */
  done: boolean;
}

interface Giving {
  id: string;
  kind: OrderKind;
  /** The order for an execution in this state. */
  orderFor: (execution: HeldExecution, orderId: string) => Order;
}

/** Gives an order and waits a moment for the agent's answer. Throws Conflict when it is too late for it. */
export async function giveOrder(ctx: Context, { id, kind, orderFor }: Giving): Promise<Ordered> {
  const held = (await readHeld(ctx.database, [id])).get(id);
  if (!held) throw new NotFound(`There is no execution ${id}.`);
  const order = orderFor(held, uuid());
  const { state } = await applyEvent(ctx, {
    executionId: id,
    event: { type: "order_given", order },
    at: ctx.clock.now(),
    actor: ctx.actor,
    audit: `execution.${kind}`,
  });
  if (!state) throw new NotFound(`There is no execution ${id}.`);
  // Somebody else's withdrawal was faster: what was wanted is so.
  if (order.kind === "withdraw" && state.withdrawals > order.stop) return { id, order: kind, done: true };
  const refusal = orderRefusal(state, kind);
  if (refusal) throw await refused(ctx, id, state.attempt, kind, refusal);
  // Somebody's withdrawal may be under way already: its answer is this one's too.
  const given = state.order?.kind === kind ? state.order.id : order.id;
  const answer = await awaitAnswer(ctx, id, state.attempt, given);
  if (answer?.refusal) throw await refused(ctx, id, state.attempt, kind, answer.refusal);
  return { id, order: kind, done: answer !== null };
}

interface Answer {
  refusal: OrderRefusal | null;
}

/** Null when none came in time. */
async function awaitAnswer(
  ctx: Context,
  executionId: string,
  attempt: number,
  orderId: string,
): Promise<Answer | null> {
  const until = ctx.clock.monotonic() + ANSWER_MS;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 1.5, LONGEST_LOOK_MS)) {
    const [found] = await ctx.database.sql<(Answer & { over: boolean })[]>`
      select v.data->>'refusal' as refusal,
        v.id is null and (e.status <> 'in-progress' or e.attempt <> ${attempt}) as over
      from executions e left join execution_events v on v.execution_id = e.id and v.attempt = ${attempt}
        and v.type = 'order_answered' and v.data->>'id' = ${orderId}
      where e.id = ${executionId} and (v.id is not null or e.status <> 'in-progress' or e.attempt <> ${attempt})`;
    if (found) return { refusal: found.over ? "over" : found.refusal };
    if (ctx.clock.monotonic() >= until) return null;
    await ctx.clock.sleep(pause);
  }
}

const VERBS: Record<OrderKind, string> = {
  withdraw: "withdraw the stop",
  escalate: "send the next signal",
  "more-time": "give it more time",
  deadline: "move its deadline",
};

/** The event that made it too late, whose time is worth telling. */
const WHEN: Partial<Record<OrderRefusal, string>> = {
  seen: "seen",
  signalled: "signalled",
  killed: "signalled",
  over: "ended",
};

async function refused(
  ctx: Context,
  executionId: string,
  attempt: number,
  kind: OrderKind,
  refusal: OrderRefusal,
): Promise<Conflict> {
  const [event] = await ctx.database.sql<{ at: Date }[]>`
    select at from execution_events
    where execution_id = ${executionId} and attempt = ${attempt} and type = ${WHEN[refusal] ?? ""}
    order by id desc limit 1`;
  const when = event ? `, at ${event.at.toISOString()}` : "";
  return new Conflict(`It is not possible to ${VERBS[kind]}: ${refusalWords(refusal)}${when}.`);
}
