import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Isolation } from "#server/domain/policy.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { LiveReplica } from "#server/runners/live-replicas.ts";
import { DatabaseLine } from "./database-line.ts";
import { Ear } from "./ear.ts";
import { LifeBook } from "./life-book.ts";
import { MemoryRows } from "./memory-rows.ts";
import type { ReplicaRow } from "./memory-tables.ts";
import { ModelAgent } from "./model-agent.ts";
import type { Manner } from "./model-code.ts";
import { ModelRunner } from "./model-runner.ts";
import { POLICIES } from "./policies.ts";
import { settle, VirtualTime } from "./virtual-time.ts";
import type { Wire } from "./wire.ts";

const SLOTS = 2;
const RESTART_MS = 300;
/** Virtual: enough for every attempt of every execution, and for leases to end. */
const MOST_TURNS = 200_000;
const PATIENCE_MS = 4_000_000;

export interface Host {
  id: string;
  runner: ModelRunner | null;
  agents: ModelAgent[];
  wires: Wire[];
  /** Its runner can't reach the rows. */
  isOffline: boolean;
}

/** Two hosts with a runner each and its agents, one service with a replica on each, and rows that all of them share. */
export class World {
  readonly time = new VirtualTime();
  readonly rows = new MemoryRows(this.time);
  readonly lives = new LifeBook();
  readonly isolation: Isolation;
  readonly hosts: Host[];
  /** Whose termination was accepted while they ran, with the attempt. */
  readonly terminated = new Map<string, number>();
  readonly withdrawn = new Set<string>();
  readonly executions: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "curfew-model-"));
  readonly #ear: Ear;
  readonly #away = new Set<Host>();
  #replicas = 0;
  #orders = 0;

  /** `trace` hears all that is said. */
  constructor(isolation: Isolation = "process", trace: (line: string) => void = () => {}) {
    this.isolation = isolation;
    this.#ear = new Ear(this, trace);
    this.hosts = ["one", "two"].map((id) => ({ id, runner: null, agents: [], wires: [], isOffline: false }));
    this.rows.onHint = (hint) => {
      for (const { runner, isOffline } of this.hosts)
        if (runner && !isOffline) queueMicrotask(() => runner.isAlive && runner.desk.onHint(hint));
    };
    for (const host of this.hosts) this.startRunner(host);
  }

  close(): void {
    for (const { agents } of this.hosts) for (const agent of agents) agent.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Whatever was thrown where nobody listens. */
  check(): void {
    for (const fault of this.lives.faults) throw new Error(fault);
  }

  startRunner(host: Host): void {
    if (host.runner?.isAlive) return;
    const { rows, time } = this;
    const epoch = (rows.runners.get(host.id)?.epoch ?? 0) + 1;
    rows.runners.set(host.id, { epoch, heartbeatAt: time.now, lost: false });
    const line = new DatabaseLine(rows);
    line.isAway = host.isOffline;
    host.runner = new ModelRunner({
      id: host.id,
      epoch,
      own: rows.liveReplicas().filter(({ runnerId }) => runnerId === host.id),
      line,
      time,
      databaseIsLocal: host.id === "one",
      agentOf: (replicaId) => host.agents.find((agent) => agent.replicaId === replicaId),
      home: {
        replicaFolder: (replicaId) => join(this.#folder, replicaId),
        replicaIds: () =>
          host.agents.filter(({ folder }) => existsSync(folder)).map((agent) => agent.replicaId),
      },
      keep: (runner) => this.#keep(host, runner),
      onSuperseded: () => {},
    });
  }

  killRunner(host: Host, committed: number): void {
    const { runner } = host;
    if (!runner?.isAlive) return;
    runner.kill(committed);
    for (const wire of host.wires) wire.runnerEnd.terminate();
    const restart = () => {
      // Without rows it ends at once and is started again.
      if (host.isOffline) this.time.clock(() => true).after(RESTART_MS, restart);
      else this.startRunner(host);
    };
    this.time.clock(() => true).after(RESTART_MS, restart);
  }

  /** The rows are on the first host: who is cut off from them there is so because they are away, for all. */
  setOffline(host: Host, isOffline: boolean): void {
    if (isOffline) this.#away.add(host);
    else this.#away.delete(host);
    for (const each of this.hosts) {
      each.isOffline = this.#away.has(each) || this.#away.has(this.hosts[0] as Host);
      if (each.runner) each.runner.line.isAway = each.isOffline;
    }
  }

  /** SIGSTOP to its newest agent, for so long. */
  freeze(host: Host, ms: number): void {
    const agent = host.agents.at(-1);
    agent?.freeze();
    this.time.clock(() => true).after(ms, () => agent?.thaw());
  }

  /** Its replicas are to take nothing new, and to end when nothing runs on them: as an update has it. */
  drain(host: Host): void {
    const { runner } = host;
    if (!runner?.isAlive || host.isOffline) return;
    for (const held of runner.book.all()) {
      const row = this.rows.replicas.get(held.id);
      if (!row || (row.state !== "starting" && row.state !== "ready")) continue;
      row.state = "draining";
      held.state = "draining";
      runner.desk.hub.send(held.id, { type: "drain" });
    }
  }

  create(manner: Manner, onReset: "rerun" | "failed", policy: keyof typeof POLICIES = "short"): void {
    const id = `e${this.executions.length + 1}`;
    this.executions.push(id);
    this.rows.create(id, "service", { ...manner }, { ...POLICIES[policy], onReset });
  }

  terminate(id: string): void {
    const before = this.rows.executions.get(id)?.held.state;
    const event = { type: "stop_requested", reason: "terminated" } as const;
    const done = this.rows.apply({ executionId: id, event, at: this.rows.now, actor: "operator" });
    if (done && before?.status === "in-progress") this.terminated.set(id, before.attempt);
  }

  order(id: string, kind: "withdraw" | "escalate" | "more-time" | "deadline", seconds: number): void {
    const state = this.rows.executions.get(id)?.held.state;
    if (!state) return;
    this.#orders += 1;
    const orderId = `o${this.#orders}`;
    const at = new Date(this.rows.now.getTime() + seconds * 1_000).toISOString();
    const order = {
      withdraw: { kind: "withdraw", id: orderId, stop: state.withdrawals } as const,
      escalate: { kind: "escalate", id: orderId } as const,
      "more-time": { kind: "more-time", id: orderId, seconds } as const,
      deadline: { kind: "deadline", id: orderId, at } as const,
    }[kind];
    const event = { type: "order_given", order } as const;
    const done = this.rows.apply({ executionId: id, event, at: this.rows.now, actor: "operator" });
    if (done && kind === "withdraw") this.withdrawn.add(id);
  }

  /** All works as it should, for so long: messages and answers come in order and at once. */
  async quiet(ms: number, until: () => boolean = () => false): Promise<void> {
    const end = this.time.now + ms;
    for (let turns = 0; ; turns += 1) {
      if (turns > MOST_TURNS) throw new Error("messages go round and round");
      await settle();
      this.check();
      if (this.#flow()) continue;
      if (until() || !this.time.step(end)) return;
    }
  }

  /** Heals everything and waits for the end of all. */
  async rest(): Promise<void> {
    for (const host of this.hosts) {
      this.setOffline(host, false);
      for (const agent of host.agents) agent.thaw();
      for (const wire of host.wires.splice(0)) {
        wire.cut();
        wire.agentEnd.terminate();
        wire.runnerEnd.terminate();
      }
    }
    await this.quiet(1_000);
    await this.quiet(PATIENCE_MS, () => this.statuses().every(isTerminal) && this.lives.count === 0);
    // Agents say the last of it.
    await this.quiet(3_000);
  }

  statuses() {
    return [...this.rows.executions.values()].map(({ held }) => held.state.status);
  }

  #flow(): boolean {
    let moved = false;
    for (const host of this.hosts) {
      while (host.runner?.line.step(0, "answer")) moved = true;
      for (const wire of host.wires)
        for (const end of [wire.agentEnd, wire.runnerEnd]) while (wire.deliver(end, 0, "none")) moved = true;
      host.wires = host.wires.filter((wire) => !wire.isOver);
    }
    return moved;
  }

  #keep(host: Host, runner: ModelRunner): void {
    const present = this.rows.liveReplicas().filter(({ runnerId }) => runnerId === host.id);
    if (host.isOffline || present.some(({ state }) => state !== "draining")) return;
    this.#replicas += 1;
    const id = `r${this.#replicas}`;
    const replica: LiveReplica = {
      id,
      serviceId: "service",
      revision: 1,
      runnerId: host.id,
      state: "starting",
      slots: SLOTS,
      tokenHash: "",
      agentPid: 1,
      ackedSeq: 0,
    };
    this.rows.replicas.set(id, { ...replica, heartbeatAt: this.time.now, ended: false } as ReplicaRow);
    runner.book.add(replica);
    const listener = {
      onConnect: (wire: Wire) => this.#connect(host, id, wire),
      onSent: (to: "agent" | "runner", text: string) => this.#ear.hear(id, to, text),
    };
    host.agents.push(new ModelAgent(id, join(this.#folder, id), SLOTS, this, listener));
  }

  #connect(host: Host, replicaId: string, wire: Wire): void {
    host.wires.push(wire);
    const { runner } = host;
    if (!runner?.isAlive || !runner.book.get(replicaId)) {
      wire.refuse();
      return;
    }
    wire.accept();
    runner.desk.hub.attend(replicaId, wire.runnerEnd);
  }
}
