import type { Context } from "#server/context.ts";
import type { Order, OrderKind, OrderRefusal } from "#server/domain/order.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { unanswered } from "./placed-attempts.ts";

interface PlacedExecution {
  id: string;
  attempt: number;
  replicaId: string | null;
  runnerId: string | null;
}

/** The voice of the agent that an execution is placed on. */
export function agentVoice(ctx: Context, { id, attempt, replicaId, runnerId }: PlacedExecution) {
  if (!replicaId || !runnerId) throw new Error("it is not placed");
  let seq = 0;
  const say = (event: AgentEvent) =>
    applyAgentEvents(ctx, [
      { replicaId, events: [{ seq: ++seq, at: ctx.clock.now().toISOString(), event }] },
    ]);
  const answer = (order: Order, refusal: OrderRefusal | null = null) =>
    say({ type: "order_answered", executionId: id, attempt, order, refusal, effect: null });
  /** Resolves with the order as soon as it is there. */
  const nextOrder = async (kind?: OrderKind): Promise<Order> => {
    for (;;) {
      const found = (await unanswered(ctx, runnerId)).find((one) => one.executionId === id);
      if (found?.order && (kind ?? found.order.kind) === found.order.kind) return found.order;
      await new Promise(setImmediate);
    }
  };
  return { say, answer, nextOrder, runnerId };
}
