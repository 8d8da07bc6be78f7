import type { Clock } from "#server/clock.ts";
import type { Hosts, Victim } from "./hosts.ts";
import type { Random } from "./random.ts";

/** Each kind and how often it comes among a hundred. */
const KINDS = {
  "kill -9 worker": 34,
  "kill -9 agent": 20,
  "kill -9 runner": 14,
  "kill -9 web": 8,
  "kill -9 database": 8,
  "database stopped": 6,
  "freeze runner": 5,
  "freeze agent": 5,
} as const;
export type FaultKind = keyof typeof KINDS;

/** A database that comes back needs a moment before the next blow means anything. */
const FREEZE_RUNNER_MS = 4_000;
/** Past the lease, and the runner's patience with a silent agent. */
const FREEZE_AGENT_MS = 36_000;

/** Strikes at random until it is stopped, and counts what it did. */
export class Faults {
  readonly counts = new Map<FaultKind, number>();
  readonly #hosts: Hosts;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #thaws = new Set<() => void>();

  constructor(hosts: Hosts, clock: Clock, random: Random) {
    this.#hosts = hosts;
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

  /** Wakes all that is frozen. */
  stop(): void {
    for (const thaw of [...this.#thaws]) thaw();
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
    const thaw = () => {
      cancel();
      this.#thaws.delete(thaw);
      this.#hosts.signal(pid, "SIGCONT");
    };
    const cancel = this.#clock.after(ms, thaw);
    this.#thaws.add(thaw);
    return true;
  }
}
