import type { AgentMessage, RunnerMessage } from "#server/protocol/runner-agent.ts";
import type { LifeBook } from "./life-book.ts";
import type { MemoryRows } from "./memory-rows.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Hears all that agents and runners say to each other: it must be true when it is said. */
export class Ear {
  readonly #world: { rows: MemoryRows; time: VirtualTime; lives: LifeBook };
  readonly #trace: (line: string) => void;
  /** The text of each event, by replica and number. */
  readonly #said = new Map<string, string>();

  constructor(
    world: { rows: MemoryRows; time: VirtualTime; lives: LifeBook },
    trace: (line: string) => void,
  ) {
    this.#world = world;
    this.#trace = trace;
  }

  hear(replicaId: string, to: "agent" | "runner", text: string): void {
    const { rows, time, lives } = this.#world;
    this.#trace(`${time.now} ${replicaId} to ${to} ${text}`);
    const message = JSON.parse(text) as AgentMessage | RunnerMessage;
    const acked = rows.replicas.get(replicaId)?.ackedSeq ?? 0;
    const claimed = message.type === "ack" ? message.seq : message.type === "welcome" ? message.ackedSeq : 0;
    if (to === "agent" && claimed > acked)
      lives.faults.push(`${replicaId}: ${claimed} was acknowledged before it was applied`);
    if (message.type !== "events") return;
    for (const event of message.events) {
      const key = `${replicaId}#${event.seq}`;
      const before = this.#said.get(key);
      const now = JSON.stringify(event);
      if (before !== undefined && before !== now) lives.faults.push(`${key} was said twice and differs`);
      this.#said.set(key, now);
    }
  }
}
