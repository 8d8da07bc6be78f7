import type { Clock } from "#server/clock.ts";
import type { HostClock } from "./host-clock.ts";
import type { Hosts, Victim } from "./hosts.ts";
import type { Direction, Way } from "./network.ts";
import type { Random } from "./random.ts";

/** Each kind and how often it comes among a hundred. */
const KINDS = {
  "kill -9 worker": 25,
  "kill -9 agent": 15,
  "kill -9 runner": 13,
  "kill -9 web": 9,
  "kill -9 database": 8,
  "database stopped": 6,
  "freeze runner": 4,
  "freeze runner past its lease": 1,
  "freeze agent past its lease": 5,
  "cut link": 3,
  "cut link in one direction": 3,
  "lose packets": 3,
  "clock jump": 5,
} as const;
export type FaultKind = keyof typeof KINDS;

/** What every run begins with, and waits for: leases end in these. */
export const PAST_LEASES: readonly FaultKind[] = ["freeze agent past its lease", "cut link"];

const FREEZE_RUNNER_MS = 4_000;
/** Past the lease, and the runner's patience with a silent agent. */
const PAST_LEASE_MS = 36_000;
/** A short gap, and longer than any lease. */
const CUTS_MS = [
  [2_000, 12_000],
  [34_000, 45_000],
] as const;

/** Strikes at random until it is stopped, and counts what it did. */
export class Faults {
  /** 0 for what never struck. */
  readonly counts: Map<FaultKind, number>;
  readonly #parts: { hosts: Hosts; way: Way; clocks: readonly HostClock[]; clock: Clock; random: Random };
  readonly #undos = new Set<() => void>();
  /** Each kind once, before chance has its way. */
  readonly #first: FaultKind[];
  readonly #past: Promise<void>[] = [];
  #isWayFaulty = false;

  /** `impossible` are kinds that this machine can't have. */
  constructor(
    parts: { hosts: Hosts; way: Way; clocks: readonly HostClock[]; clock: Clock; random: Random },
    impossible: readonly FaultKind[],
  ) {
    this.#parts = parts;
    const kinds = (Object.keys(KINDS) as FaultKind[]).filter((kind) => !impossible.includes(kind));
    this.counts = new Map(kinds.map((kind) => [kind, 0]));
    const rest = parts.random.shuffle(kinds.filter((kind) => !PAST_LEASES.includes(kind)));
    this.#first = [...PAST_LEASES, ...rest];
  }

  /** One blow. Null when there was nobody to hit. */
  strike(): FaultKind | null {
    const kind = this.#first[0] ?? this.#choose();
    const isNew = this.counts.get(kind) === 0;
    if (!this.counts.has(kind) || !this.#apply(kind, isNew)) {
      // Its turn comes again.
      if (this.#first.length > 0) this.#first.push(this.#first.shift() as FaultKind);
      return null;
    }
    if (kind === this.#first[0]) this.#first.shift();
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return kind;
  }

  /** Waits until leases have ended in what struck first, then wakes all that is frozen and heals what is cut. */
  async stop(): Promise<void> {
    await Promise.all(this.#past);
    for (const undo of [...this.#undos]) undo();
  }

  #choose(): FaultKind {
    let left = this.#parts.random.between(0, 100);
    for (const [kind, weight] of Object.entries(KINDS)) {
      left -= weight;
      if (left < 0) return kind as FaultKind;
    }
    return "kill -9 worker";
  }

  #apply(kind: FaultKind, isNew: boolean): boolean {
    const { random, clocks } = this.#parts;
    switch (kind) {
      case "kill -9 database":
        return this.#signalDatabase("SIGKILL");
      case "database stopped":
        return this.#signalDatabase("SIGINT");
      case "freeze runner":
        return this.#freeze("runner", FREEZE_RUNNER_MS, false);
      case "freeze runner past its lease":
        return this.#freeze("runner", PAST_LEASE_MS, false);
      case "freeze agent past its lease":
        return this.#freeze("agent", PAST_LEASE_MS, isNew);
      case "cut link":
        return this.#lose("both", 1, isNew);
      case "cut link in one direction":
        return this.#lose(random.pick(["in", "out"]), 1, false);
      case "lose packets":
        return this.#lose("both", random.between(0.05, 0.3), false);
      case "clock jump":
        random.pick(clocks).jump((choices) => random.pick(choices));
        return true;
      default:
        return this.#hit(kind.slice("kill -9 ".length) as Victim);
    }
  }

  #hit(victim: Victim): boolean {
    const { hosts, random } = this.#parts;
    const pids = hosts.find(victim);
    return pids.length > 0 && hosts.signal(random.pick(pids), "SIGKILL");
  }

  #signalDatabase(signal: NodeJS.Signals): boolean {
    const { hosts } = this.#parts;
    const pid = hosts.postmaster();
    return pid !== null && hosts.signal(pid, signal);
  }

  #freeze(victim: "runner" | "agent", ms: number, mustPass: boolean): boolean {
    const { hosts, random } = this.#parts;
    // Of an agent that runs something a lease is worth more.
    const pids = victim === "agent" ? hosts.busyAgents() : hosts.find(victim);
    if (pids.length === 0) return false;
    const pid = random.pick(pids);
    if (!hosts.signal(pid, "SIGSTOP")) return false;
    this.#undoAfter(ms, mustPass, () => hosts.signal(pid, "SIGCONT"));
    return true;
  }

  /** One fault of the network at a time: another would heal the first. */
  #lose(direction: Direction, share: number, mustPass: boolean): boolean {
    const { way, random } = this.#parts;
    if (this.#isWayFaulty || !way.lose(direction, share)) return false;
    this.#isWayFaulty = true;
    const [shortest, longest] = mustPass ? CUTS_MS[1] : random.pick(CUTS_MS);
    const ms = random.between(shortest, longest);
    this.#undoAfter(ms, mustPass, () => {
      way.heal();
      this.#isWayFaulty = false;
    });
    return true;
  }

  #undoAfter(ms: number, mustPass: boolean, undo: () => void): void {
    const passed = new Promise<void>((resolve) => {
      const undoOnce = () => {
        cancel();
        this.#undos.delete(undoOnce);
        undo();
        resolve();
      };
      const cancel = this.#parts.clock.after(ms, undoOnce);
      this.#undos.add(undoOnce);
    });
    if (mustPass) this.#past.push(passed);
  }
}
