import type { Clock } from "../clock.ts";
import type { ControlGroup } from "./control-group.ts";
import type { ProcessEntry } from "./process-entry.ts";
import { readProcessTable, variableOf } from "./process-table.ts";
import { signalGroup, signalProcess } from "./signal-process.ts";
import {
  findSurvivors,
  indexChildren,
  rememberDescendants,
  WORKER_VARIABLE,
  type WorkerMark,
} from "./survivors.ts";

/** Between two looks at the processes, so that many workers that end together share one. */
const LOOK_EVERY_MS = 2;
/** Between two looks at what does not die; it grows to the longest. */
const RETRY_MS = 10;
const LONGEST_RETRY_MS = 250;

interface Sweep {
  mark: WorkerMark;
  /** The group has its SIGKILL: who is met dying of it is no stray. */
  groupKilled: boolean;
  /** True once the group was seen to take one more signal after nobody was found. */
  asked: boolean;
  /** `pid:start` of each process that was found alive. */
  strays: Set<string>;
  resolve: (strays: number) => void;
}

/** What an agent needs of it. */
export type Sweeping = Pick<Sweeper, "sweep" | "remember">;

/** Ends what is left of workers and proves that nothing is. */
export class Sweeper {
  readonly #clock: Clock;
  /** Holds a group for each worker; null where the system lets us make none. */
  readonly #group: ControlGroup | null;
  /** By nonce. */
  readonly #enclosures = new Map<string, ControlGroup>();
  readonly #sweeps = new Set<Sweep>();
  readonly #watched = new Set<WorkerMark>();
  #looked = Number.NEGATIVE_INFINITY;
  #scheduled = false;
  #retryMs = RETRY_MS;

  constructor(clock: Clock, group: ControlGroup | null) {
    this.#clock = clock;
    this.#group = group;
  }

  /** Makes the control group that a worker is to enter before its code runs; its sweep removes it. */
  enclose(nonce: string): ControlGroup | null {
    const group = this.#group?.child(nonce);
    if (!group?.make()) return null;
    this.#enclosures.set(nonce, group);
    return group;
  }

  /**
   * Call it when the worker's own process is gone or must go. SIGKILL to its group and to all that belongs to it,
   * until a look at all processes finds none. Resolves with how many were found alive: not the leader, and not its
   * group when that was killed before (`groupKilled`).
   */
  sweep(mark: WorkerMark, groupKilled = false): Promise<number> {
    return new Promise((resolve) => {
      this.#sweeps.add({ mark, groupKilled, asked: false, strays: new Set(), resolve });
      this.#schedule(0);
    });
  }

  /** Remembers soon who is below the worker, so that they are found when their parents are gone. */
  remember(mark: WorkerMark): void {
    this.#watched.add(mark);
    this.#schedule(0);
  }

  #schedule(afterMs: number): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const pause = this.#looked + LOOK_EVERY_MS - this.#clock.monotonic();
    const look = () => {
      this.#scheduled = false;
      this.#look();
    };
    if (Math.max(afterMs, pause) <= 0) queueMicrotask(look);
    else this.#clock.after(Math.max(afterMs, pause), look);
  }

  #look(): void {
    const table = readProcessTable();
    this.#looked = this.#clock.monotonic();
    this.#remember(table);
    if (this.#sweeps.size === 0) return;
    const marks = [...this.#sweeps].map(({ mark }) => mark);
    const survivors = findSurvivors(
      marks,
      table,
      (pid) => variableOf(pid, WORKER_VARIABLE),
      (nonce) => this.#enclosures.get(nonce)?.pids() ?? [],
    );
    for (const sweep of this.#sweeps) this.#judge(sweep, survivors.get(sweep.mark.nonce) ?? []);
    if (this.#sweeps.size === 0) {
      this.#retryMs = RETRY_MS;
    } else {
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    }
  }

  #remember(table: ProcessEntry[]): void {
    if (this.#watched.size === 0) return;
    const children = indexChildren(table);
    for (const mark of this.#watched) rememberDescendants(mark, table, children);
    this.#watched.clear();
  }

  #judge(sweep: Sweep, survivors: ProcessEntry[]): void {
    const { mark } = sweep;
    for (const entry of survivors) {
      if (isStray(entry, sweep)) sweep.strays.add(`${entry.pid}:${entry.startTime}`);
      mark.descendants.set(entry.pid, entry.startTime);
      signalProcess(entry, "SIGKILL");
    }
    // A signal to a group reaches also who was born while we looked; then one more look is due.
    const reached = mark.leader !== null && signalGroup(mark.leader, "SIGKILL");
    if (survivors.length > 0 || (reached && !sweep.asked) || !this.#open(mark)) {
      sweep.asked = survivors.length === 0;
      return;
    }
    this.#sweeps.delete(sweep);
    sweep.resolve(sweep.strays.size);
  }

  /** Removes its control group; false while the kernel says that somebody lives in it. */
  #open({ nonce }: WorkerMark): boolean {
    const group = this.#enclosures.get(nonce);
    if (group && !group.remove()) {
      group.kill();
      return false;
    }
    this.#enclosures.delete(nonce);
    return true;
  }
}

function isStray(entry: ProcessEntry, { mark, groupKilled }: Sweep): boolean {
  if (entry.pid === mark.leader?.pid) return false;
  return !(groupKilled && entry.group === mark.leader?.pid);
}
