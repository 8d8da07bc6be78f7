import type { OrderHint, StopHint, WorkHint } from "#db/channels.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { RunnerRows } from "./runner-rows.ts";

/** Carries stops and orders to the agents of one runner: again and again until they are answered. */
export class StopCarrier {
  readonly #rows: Pick<RunnerRows, "unanswered">;
  readonly #runnerId: string;
  readonly #hub: AgentHub;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(rows: Pick<RunnerRows, "unanswered">, runnerId: string, hub: AgentHub) {
    this.#rows = rows;
    this.#runnerId = runnerId;
    this.#hub = hub;
  }

  /** Does nothing for another runner's. */
  carry(hint: Extract<WorkHint, { type: "stop" | "order" }>): void {
    if (hint.type === "stop") this.#carryStop(hint);
    else if (hint.order.kind !== "deadline") this.#carryOrder(hint, null);
    // How far away that time is only the database can say. The poll asks again if this fails.
    else if (hint.runnerId === this.#runnerId) this.#look();
  }

  /** One look at a time, and one more for all that came during it. */
  #look(): void {
    this.#again = this.#looking !== null;
    this.#looking ??= this.carryUnanswered()
      .catch(() => {})
      .finally(() => {
        this.#looking = null;
        if (this.#again) this.#look();
      });
  }

  /** The poll behind the hints. */
  async carryUnanswered(): Promise<void> {
    for (const { delivered, order, stop, inMs, ...to } of await this.#rows.unanswered(this.#runnerId)) {
      if (stop && !delivered) this.#carryStop({ ...to, ...stop });
      if (order) this.#carryOrder({ ...to, order, stop }, inMs);
    }
  }

  #carryStop({ runnerId, replicaId, ...stop }: StopHint & { type?: "stop" }): void {
    if (runnerId !== this.#runnerId) return;
    this.#hub.send(replicaId, { ...stop, type: "stop" });
  }

  #carryOrder(
    { runnerId, replicaId, executionId, attempt, order, stop }: OrderHint,
    inMs: number | null,
  ): void {
    if (runnerId !== this.#runnerId) return;
    this.#hub.send(replicaId, { type: "order", executionId, attempt, order, inMs, stop });
  }
}
