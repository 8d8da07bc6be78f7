import type { Clock } from "#server/clock.ts";
import type { HostClock } from "./host-clock.ts";
import type { Hosts, Victim } from "./hosts.ts";
import type { Link } from "./link.ts";
import type { Random } from "./random.ts";

/** Each kind and how often it comes among a hundred. */
const KINDS = {
  "kill -9 worker": 28,
  "kill -9 agent": 17,
  "kill -9 runner": 14,
  "kill -9 web": 8,
  "kill -9 database": 8,
  "database stopped": 6,
  "freeze runner": 5,
  "freeze agent": 5,
  "cut link": 4,
  "clock jump": 5,
} as const;
export type FaultKind = keyof typeof KINDS;

const FREEZE_RUNNER_MS = 4_000;
/** Past the lease, and the runner's patience with a silent agent. */
const FREEZE_AGENT_MS = 36_000;

/** From a short gap to longer than any lease. */
const CUT_MS = [2_000, 45_000] as const;

/** Strikes at random until it is stopped, and counts what it did. */
export class Faults {
  readonly counts = new Map<FaultKind, number>();
  readonly #hosts: Hosts;
  readonly #link: Link;
  readonly #clocks: readonly HostClock[];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #undos = new Set<() => void>();

  constructor(hosts: Hosts, link: Link, clocks: readonly HostClock[], clock: Clock, random: Random) {
    this.#hosts = hosts;
    this.#link = link;
    this.#clocks = clocks;
    this.#clock = clock;
    this.#random = random;
  }

  /** One blow. Null when there was nobody to hit. */
  strike(): FaultKind | null {
    const kind = this.#choose();
    const struck = this.#apply(kind);
    if (struck) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return struck ? kind : null;
  }

  /** Wakes all that is frozen, and heals what is cut. */
  stop(): void {
    for (const undo of [...this.#undos]) undo();
  }

  #choose(): FaultKind {
    let left = this.#random.between(0, 100);
    for (const [kind, weight] of Object.entries(KINDS)) {
      left -= weight;
      if (left < 0) return kind as FaultKind;
    }
    return "kill -9 worker";
  }

  #apply(kind: FaultKind): boolean {
    switch (kind) {
      case "kill -9 database":
        return this.#signalDatabase("SIGKILL");
      case "database stopped":
        return this.#signalDatabase("SIGINT");
      case "freeze runner":
        return this.#freeze("runner", FREEZE_RUNNER_MS);
      case "freeze agent":
        return this.#freeze("agent", FREEZE_AGENT_MS);
      case "cut link":
        this.#link.cut();
        this.#undoAfter(this.#random.between(...CUT_MS), () => this.#link.heal());
        return true;
      case "clock jump":
        this.#random.pick(this.#clocks).jump((choices) => this.#random.pick(choices));
        return true;
      default:
        return this.#hit(kind.slice("kill -9 ".length) as Victim);
    }
  }

  #hit(victim: Victim): boolean {
    const pids = this.#hosts.find(victim);
    return pids.length > 0 && this.#hosts.signal(this.#random.pick(pids), "SIGKILL");
  }

  #signalDatabase(signal: NodeJS.Signals): boolean {
    const pid = this.#hosts.postmaster();
    return pid !== null && this.#hosts.signal(pid, signal);
  }

  #freeze(victim: Victim, ms: number): boolean {
    const pids = this.#hosts.find(victim);
    if (pids.length === 0) return false;
    const pid = this.#random.pick(pids);
    if (!this.#hosts.signal(pid, "SIGSTOP")) return false;
    this.#undoAfter(ms, () => this.#hosts.signal(pid, "SIGCONT"));
    return true;
  }

  #undoAfter(ms: number, undo: () => void): void {
    const undoOnce = () => {
      cancel();
      this.#undos.delete(undoOnce);
      undo();
    };
    const cancel = this.#clock.after(ms, undoOnce);
    this.#undos.add(undoOnce);
  }
}
