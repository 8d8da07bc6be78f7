import type { StopHint } from "#db/channels.ts";
import type { Context } from "#server/context.ts";
import type { Order } from "#server/domain/order.ts";
import { unanswered } from "#server/executions/placed-attempts.ts";
import type { AgentHub } from "./agent-hub.ts";

/** Carries stops, and orders about them, to the agents of one runner: again and again until they are answered. */
export class StopCarrier {
  readonly #ctx: Context;
  readonly #runnerId: string;
  readonly #hub: AgentHub;

  constructor(ctx: Context, runnerId: string, hub: AgentHub) {
    this.#ctx = ctx;
    this.#runnerId = runnerId;
    this.#hub = hub;
  }

  /** Does nothing for another runner's. */
  carry({ runnerId, replicaId, executionId, attempt, ...hint }: StopHint & { order?: Order | null }): void {
    if (runnerId !== this.#runnerId) return;
    const { reason, final, serial, order } = hint;
    const stop = { reason, final, serial };
    if (order) this.#hub.send(replicaId, { type: "order", executionId, attempt, order, stop });
    else this.#hub.send(replicaId, { type: "stop", executionId, attempt, ...stop });
  }

  /** The poll behind the hints. */
  async carryUnanswered(): Promise<void> {
    for (const { delivered, order, ...stop } of await unanswered(this.#ctx, this.#runnerId)) {
      if (!delivered) this.carry(stop);
      if (order) this.carry({ ...stop, order });
    }
  }
}
