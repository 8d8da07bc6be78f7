import { isDatabaseAway } from "#db/away.ts";
import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";
import type { RunnerRows } from "./runner-rows.ts";

/** Between two tries while the database is away. */
const RETRY_MS = 500;
/** Events that are applied together at most. */
const BATCH = 2_000;
/** Events that nobody waits for are written with what comes within this time: a short execution's start with its end. */
const COMPANY_MS = 10;
const UNHURRIED: ReadonlySet<AgentEvent["type"]> = new Set([
  "started",
  "log",
  "progress",
  "checkpoint",
  "usage",
]);

export interface EventIntakeListener {
  /** Committed: the agent may forget everything up to `ackedSeq`. `events` came in this batch, some perhaps again. */
  onApplied(replicaId: string, events: SequencedEvent[], ackedSeq: number): void;
  /** They can't be written, now or ever: the agent is to send them again on a new connection. */
  onRefused(replicaId: string): void;
}

interface Waiting {
  replicaId: string;
  events: SequencedEvent[];
}

/** Writes down what agents report: whatever has come while a batch was being committed is the next batch. */
export class EventIntake {
  readonly #rows: Pick<RunnerRows, "applyAgentEvents">;
  readonly #clock: Clock;
  readonly #listener: EventIntakeListener;
  readonly #log: Log;
  #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;
  readonly #stop = new AbortController();
  #hurry = new AbortController();

  constructor(
    rows: Pick<RunnerRows, "applyAgentEvents">,
    clock: Clock,
    listener: EventIntakeListener,
    log: Log,
  ) {
    this.#rows = rows;
    this.#clock = clock;
    this.#listener = listener;
    this.#log = log;
  }

  push(replicaId: string, events: SequencedEvent[]): void {
    this.#waiting.push({ replicaId, events });
    if (!events.every(isUnhurried)) this.#hurry.abort();
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Resolves once all that has come is applied. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Gives up what is not applied yet: agents keep it until it is acknowledged. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#hurry.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#stop.signal.aborted) {
      if (this.#waiting.every(({ events }) => events.every(isUnhurried))) await this.#waitForCompany();
      if (this.#stop.signal.aborted) return;
      const batch = this.#takeBatch();
      if (!(await this.#apply(batch))) await this.#applyApart(batch);
    }
  }

  async #waitForCompany(): Promise<void> {
    this.#hurry = new AbortController();
    await this.#clock.sleep(COMPANY_MS, this.#hurry.signal).catch(() => {});
  }

  #takeBatch(): Waiting[] {
    const merged = new Map<string, SequencedEvent[]>();
    let size = 0;
    while (this.#waiting.length > 0 && size < BATCH) {
      const { replicaId, events } = this.#waiting.shift() as Waiting;
      merged.set(replicaId, [...(merged.get(replicaId) ?? []), ...events]);
      size += events.length;
    }
    return [...merged].map(([replicaId, events]) => ({ replicaId, events }));
  }

  /** Tries for as long as the database is away. False when it is there and refuses. */
  async #apply(batch: Waiting[]): Promise<boolean> {
    for (;;) {
      try {
        const acked = await this.#rows.applyAgentEvents(batch);
        for (const { replicaId, events } of batch) {
          const ackedSeq = acked.get(replicaId) ?? 0;
          this.#listener.onApplied(replicaId, events, ackedSeq);
          // One before them is missing.
          if (acked.has(replicaId) && ackedSeq < (events.at(-1)?.seq ?? 0))
            this.#listener.onRefused(replicaId);
        }
        return true;
      } catch (error) {
        this.#log.error({ error, replicas: batch.length }, "events were not applied");
        if (!isDatabaseAway(error)) return false;
        await this.#clock.sleep(RETRY_MS, this.#stop.signal).catch(() => {});
        if (this.#stop.signal.aborted) return true;
      }
    }
  }

  /** One replica's events must not keep back the others'. */
  async #applyApart(batch: Waiting[]): Promise<void> {
    for (const part of batch) {
      if (batch.length > 1 && (await this.#apply([part]))) continue;
      this.#listener.onRefused(part.replicaId);
    }
  }
}

function isUnhurried({ event }: SequencedEvent): boolean {
  return UNHURRIED.has(event.type);
}
