import { join } from "node:path";
import { SpoolFile } from "#server/agent/spool-file.ts";
import type { Context } from "#server/context.ts";
import { applyAgentEvents } from "#server/executions/apply-agent-events.ts";
import type { Log } from "#server/log.ts";
import type { SequencedEvent } from "#server/protocol/runner-agent.ts";
import { abandonReplica } from "#server/runners/abandon-replica.ts";
import { endReplica } from "#server/runners/replica-rows.ts";
import type { AgentHub } from "./agent-hub.ts";
import { isAgentAlive, killStrays, removeReplicaFolder } from "./agent-process.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";
import type { RunnerHome } from "./runner-home.ts";
import { Silence } from "./silence.ts";
import type { StartPauses } from "./start-pauses.ts";

/** Ten milliseconds apart. */
const LOOKS = 100;

export interface AbsenteesParts {
  ctx: Context;
  home: RunnerHome;
  book: ReplicaBook;
  hub: AgentHub;
  pauses: StartPauses;
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
    this.#silence = new Silence(parts.ctx.clock);
  }

  /** An agent says that its replica has failed, and ends. */
  noteFailure(replicaId: string, message: string): void {
    this.#lastErrors.set(replicaId, message);
  }

  /** Ends agents that do not end by themselves, and all that they started; the next look buries them. */
  killAll(): void {
    for (const held of this.#parts.book.all()) killStrays(held.id);
  }

  async runOnce(): Promise<void> {
    const { book, hub, log } = this.#parts;
    const silent = this.#silence.look(book.all());
    for (const held of book.all()) {
      if (silent.has(held.id)) {
        log.warn({ replicaId: held.id }, "an agent is silent; it and all that it started are killed");
        await this.#bury(held, "lost");
        continue;
      }
      if (hub.isConnected(held.id)) continue;
      // Without a pid it was being started when a runner died: nothing says that there ever was a process.
      if (held.agentPid !== null && isAgentAlive(held.agentPid, held.id)) continue;
      await this.#bury(held, "reset");
    }
  }

  async #bury(held: HeldReplica, reason: "reset" | "lost"): Promise<void> {
    const { ctx, home, book, pauses, log } = this.#parts;
    if (!(await this.#endStrays(held.id))) return;
    await this.#applySpool(held);
    const abandoned = await abandonReplica(ctx, held.id, reason);
    const lastError = this.#lastErrors.get(held.id) ?? null;
    const asked = held.state === "draining" || held.state === "stopping";
    const failed = lastError !== null || !asked || reason === "lost";
    const why =
      reason === "lost"
        ? "Its agent was silent and has been killed"
        : "Its agent ended without being asked to";
    await endReplica(ctx, held.id, failed ? "failed" : "stopped", failed ? (lastError ?? why) : null);
    if (failed) pauses.failed(held.serviceId, held.revision);
    book.remove(held.id);
    this.#lastErrors.delete(held.id);
    this.#silence.forget(held.id);
    removeReplicaFolder(home.replicaFolder(held.id));
    log.info(
      { replicaId: held.id, abandoned, lastError },
      failed ? "a replica has failed" : "a replica has stopped",
    );
  }

  /** True once a look has found nothing that carries the mark; while something does not die, nothing is said of it. */
  async #endStrays(replicaId: string): Promise<boolean> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (killStrays(replicaId) === 0) return true;
      await this.#parts.ctx.clock.sleep(10);
    }
    this.#parts.log.warn({ replicaId }, "processes of a replica do not die; they are tried again");
    return false;
  }

  /** What the agent had written and could not deliver any more. */
  async #applySpool(held: HeldReplica): Promise<void> {
    const { ctx, home } = this.#parts;
    const { entries } = new SpoolFile(join(home.replicaFolder(held.id), "spool.jsonl")).read();
    const events = entries.map(({ json }) => JSON.parse(json) as SequencedEvent);
    for (const { event } of events) {
      if (event.type === "replica_failed") this.noteFailure(held.id, event.message);
    }
    if (events.length > 0) await applyAgentEvents(ctx, [{ replicaId: held.id, events }]);
  }
}
