import { join } from "node:path";
import { SpoolFile } from "#server/agent/spool-file.ts";
import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";
import type { SequencedEvent } from "#server/protocol/runner-agent.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { AgentProcesses } from "./agent-process.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";
import type { RunnerHome } from "./runner-home.ts";
import type { RunnerRows } from "./runner-rows.ts";
import { Silence } from "./silence.ts";

/** Ten milliseconds apart. */
const LOOKS = 100;

export interface AbsenteesParts {
  rows: RunnerRows;
  clock: Clock;
  home: Pick<RunnerHome, "replicaFolder" | "replicaIds">;
  processes: AgentProcesses;
  book: ReplicaBook;
  hub: AgentHub;
  log: Log;
}

/** Buries replicas whose agent is gone: takes its last words from its spool, ends strays, applies `onReset`. */
export class Absentees {
  readonly #parts: AbsenteesParts;
  /** Why its agent said that it ends. */
  readonly #lastErrors = new Map<string, string>();
  readonly #silence: Silence;

  constructor(parts: AbsenteesParts) {
    this.#parts = parts;
    this.#silence = new Silence(parts.clock);
  }

  /** An agent says that its replica has failed: it takes nothing new, and ends once nothing runs on it. */
  hearFailure(held: HeldReplica, message: string): void {
    if (held.state !== "stopping") held.state = "draining";
    this.#noteFailure(held, message).catch((error: unknown) => {
      this.#parts.log.error({ replicaId: held.id, error }, "the failure of a replica was not counted");
    });
  }

  async #noteFailure({ id, serviceId, revision }: HeldReplica, error: string): Promise<void> {
    if (this.#lastErrors.has(id)) return;
    this.#lastErrors.set(id, error);
    await this.#parts.rows.noteStartFailure(serviceId, { revision, error });
  }

  /** Ends agents that do not end by themselves, and all that they started; the next look buries them. */
  killAll(): void {
    const { book, home, processes } = this.#parts;
    for (const { id } of book.all()) processes.killStrays(id, home.replicaFolder(id));
  }

  /** True when no agent of a replica of this runner, and nothing that one started, lives; strays are killed. */
  nothingLives(): boolean {
    const { book, hub, home, processes } = this.#parts;
    return book.all().every(({ id, agentPid }) => {
      if (hub.isConnected(id) || (agentPid !== null && processes.isAgentAlive(agentPid, id))) return false;
      return processes.killStrays(id, home.replicaFolder(id));
    });
  }

  async runOnce(): Promise<void> {
    const { book, hub, processes, log } = this.#parts;
    const silent = this.#silence.look(book.all());
    for (const held of book.all()) {
      if (silent.has(held.id)) {
        log.warn({ replicaId: held.id }, "an agent is silent; it and all that it started are killed");
        await this.#bury(held, "lost");
        continue;
      }
      if (hub.isConnected(held.id)) continue;
      // Without a pid it was being started when a runner died: nothing says that there ever was a process.
      if (held.agentPid !== null && processes.isAgentAlive(held.agentPid, held.id)) continue;
      await this.#bury(held, "reset");
    }
    await this.#clearLeftBehind();
  }

  /** Replicas that were given up while no process of this runner could know: what they ran may run elsewhere. */
  async #clearLeftBehind(): Promise<void> {
    const { rows, home, processes, book } = this.#parts;
    const unknown = home.replicaIds().filter((id) => !book.get(id));
    if (unknown.length === 0) return;
    const live = new Set((await rows.liveReplicas()).map(({ id }) => id));
    for (const id of unknown) {
      if (live.has(id) || book.get(id) || !(await this.#endStrays(id))) continue;
      await this.#applySpool(id, null);
      processes.removeFolder(home.replicaFolder(id));
    }
  }

  async #bury(held: HeldReplica, reason: "reset" | "lost"): Promise<void> {
    const { rows, home, processes, book, log } = this.#parts;
    if (!(await this.#endStrays(held.id))) return;
    await this.#applySpool(held.id, held);
    const lastError = this.#lastErrors.get(held.id) ?? null;
    const asked = held.state === "draining" || held.state === "stopping";
    const failed = lastError !== null || !asked || reason === "lost";
    const why =
      reason === "lost"
        ? "Its agent was silent and has been killed"
        : "Its agent ended without being asked to";
    if (failed) await this.#noteFailure(held, why);
    await rows.endReplica(held.id, failed ? "failed" : "stopped", failed ? (lastError ?? why) : null);
    // Nothing is placed on it any more, and only then is all of it known.
    const abandoned = await rows.abandonReplica(held.id, reason);
    book.remove(held.id);
    this.#lastErrors.delete(held.id);
    this.#silence.forget(held.id);
    processes.removeFolder(home.replicaFolder(held.id));
    log.info(
      { replicaId: held.id, abandoned, lastError },
      failed ? "a replica has failed" : "a replica has stopped",
    );
  }

  /** True once a look has found nothing of it; while something does not die, nothing is said of it. */
  async #endStrays(replicaId: string): Promise<boolean> {
    const { home, processes, clock, log } = this.#parts;
    const folder = home.replicaFolder(replicaId);
    for (let look = 0; look < LOOKS; look += 1) {
      if (processes.killStrays(replicaId, folder)) return true;
      await clock.sleep(10);
    }
    log.warn({ replicaId }, "processes of a replica do not die; they are tried again");
    return false;
  }

  /** What the agent had written and could not deliver any more. */
  async #applySpool(replicaId: string, held: HeldReplica | null): Promise<void> {
    const { rows, home } = this.#parts;
    const { entries } = new SpoolFile(join(home.replicaFolder(replicaId), "spool.jsonl")).read();
    const events = entries.map(({ json }) => JSON.parse(json) as SequencedEvent);
    for (const { event } of events) {
      if (held && event.type === "replica_failed") await this.#noteFailure(held, event.message);
    }
    if (events.length > 0) await rows.applyAgentEvents([{ replicaId, events }]);
  }
}
