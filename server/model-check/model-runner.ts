import { rmSync } from "node:fs";
import { HEARTBEAT_MS } from "#server/domain/liveness.ts";
import { silentLog } from "#server/log.ts";
import { Absentees } from "#server/runner/absentees.ts";
import { AgentDesk } from "#server/runner/agent-desk.ts";
import { LeaseKeeper } from "#server/runner/lease-keeper.ts";
import { Loop } from "#server/runner/loop.ts";
import { ReplicaBook } from "#server/runner/replica-book.ts";
import type { LiveReplica } from "#server/runners/live-replicas.ts";
import { Reaper } from "#server/runners/reap-lost.ts";
import type { DatabaseLine } from "./database-line.ts";
import type { ModelAgent } from "./model-agent.ts";
import type { VirtualTime } from "./virtual-time.ts";

const POLL_MS = 1_000;

export interface ModelRunnerParts {
  id: string;
  epoch: number;
  /** Replicas that an earlier process of this runner left. */
  own: LiveReplica[];
  line: DatabaseLine;
  time: VirtualTime;
  databaseIsLocal: boolean;
  agentOf(replicaId: string): ModelAgent | undefined;
  home: ConstructorParameters<typeof Absentees>[0]["home"];
  /** What keeps the replicas. */
  keep(runner: ModelRunner): void;
  onSuperseded(): void;
}

/** A runner's real parts, without processes and sockets. */
export class ModelRunner {
  readonly desk: AgentDesk;
  readonly book = new ReplicaBook();
  readonly line: DatabaseLine;
  isAlive = true;

  constructor(parts: ModelRunnerParts) {
    const { line, time, databaseIsLocal, agentOf, home, onSuperseded } = parts;
    this.line = line;
    const { rows } = line;
    const log = silentLog;
    const clock = time.clock(() => this.isAlive);
    for (const replica of parts.own) this.book.add(replica);
    const term = { id: parts.id, epoch: parts.epoch };
    const shared = { rows, clock, term, book: this.book, log };
    const processes = {
      isAgentAlive: (_: number, replicaId: string) => agentOf(replicaId)?.isAlive ?? false,
      killStrays: (replicaId: string) => agentOf(replicaId)?.killStrays() ?? true,
      removeFolder: (folder: string) => rmSync(folder, { recursive: true }),
    };
    this.desk = new AgentDesk(shared, {
      onClosed: () => loops[0]?.hurry(),
      onGreeted: () => loops[3]?.hurry(),
      onReady: async () => {},
      onReset: () => loops[2]?.hurry(),
      onFailed: (held, message) => absentees.hearFailure(held, message),
    });
    const { hub } = this.desk;
    const absentees = new Absentees({ ...shared, home, processes, hub });
    const leases = new LeaseKeeper({ ...shared, hub, databaseIsLocal, onSuperseded });
    const reaper = new Reaper(rows, clock);
    const loops = [
      new Loop("gone", POLL_MS, clock, log, () => absentees.runOnce()),
      new Loop("poll", POLL_MS, clock, log, () => this.desk.poll()),
      new Loop("keep", POLL_MS, clock, log, async () => parts.keep(this)),
      new Loop("leases", HEARTBEAT_MS, clock, log, () => leases.runOnce()),
      new Loop("reap", HEARTBEAT_MS, clock, log, async () => void (await reaper.tick())),
    ];
    for (const loop of loops) loop.start();
  }

  /** SIGKILL: of what it asked of the database, `committed` calls are done. */
  kill(committed: number): void {
    this.isAlive = false;
    this.line.die(committed);
  }
}
