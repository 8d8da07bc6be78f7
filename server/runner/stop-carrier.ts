import type { OrderHint, StopHint, WorkHint } from "#db/channels.ts";
import type { Clock } from "#server/clock.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { RunnerRows } from "./runner-rows.ts";

/** Carries stops and orders to the agents of one runner: again and again until they are answered. */
export class StopCarrier {
  readonly #rows: Pick<RunnerRows, "unanswered">;
  readonly #clock: Clock;
  readonly #runnerId: string;
  readonly #hub: AgentHub;

  constructor(rows: Pick<RunnerRows, "unanswered">, clock: Clock, runnerId: string, hub: AgentHub) {
    this.#rows = rows;
    this.#clock = clock;
    this.#runnerId = runnerId;
    this.#hub = hub;
  }

  /** Does nothing for another runner's. */
  carry(hint: Extract<WorkHint, { type: "stop" | "order" }>): void {
    if (hint.type === "stop") this.#carryStop(hint);
    else this.#carryOrder(hint);
  }

  /** The poll behind the hints. */
  async carryUnanswered(): Promise<void> {
    for (const { delivered, order, stop, ...to } of await this.#rows.unanswered(this.#runnerId)) {
      if (stop && !delivered) this.#carryStop({ ...to, ...stop });
      if (order) this.#carryOrder({ ...to, order, stop });
    }
  }

  #carryStop({ runnerId, replicaId, executionId, attempt, reason, final, serial }: StopHint): void {
    if (runnerId !== this.#runnerId) return;
    this.#hub.send(replicaId, { type: "stop", executionId, attempt, reason, final, serial });
  }

  #carryOrder({ runnerId, replicaId, executionId, attempt, order, stop }: OrderHint): void {
    if (runnerId !== this.#runnerId) return;
    const now = this.#clock.now().getTime();
    const inMs = order.kind === "deadline" ? Date.parse(order.at) - now : null;
    this.#hub.send(replicaId, { type: "order", executionId, attempt, order, inMs, stop });
  }
}
