import type { Clock } from "../clock.ts";
import type { DiskFault } from "../domain/disk-fault.ts";
import type { Log } from "../log.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import type { SpoolEntry, SpoolFile } from "./spool-file.ts";

/** Unacknowledged characters beyond which workers are not read: so many, and half of the limit at most. */
const HIGH_MARK = 8 * 1_048_576;
/** A file of this size is begun anew once all of it, or most of it, is acknowledged. */
const TIDY_BYTES = 1_048_576;
const ROTATE_BYTES = 32 * 1_048_576;

export interface SpoolListener {
  /** There are new events to send. */
  onAppended(): void;
  /** True: stop reading from workers; false: go on. */
  onPressure(high: boolean): void;
}

/**
 * Events on their way to the rows, in memory and on disk, until they are acknowledged. All that is appended in one
 * turn of the event loop is one write. A disk that fails is told, and tried again at each `lookAtDisk`; events go on. Beyond the
 * limit output is dropped and counted, and nothing else ever is: docs/decisions/full-disks.md.
 */
export class Spool {
  /** Unacknowledged characters beyond which output is dropped. */
  readonly #limit: number;
  /** Those beyond which workers are not read; below half of them they are again. */
  readonly #highMark: number;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #file: SpoolFile;
  readonly #listener: SpoolListener;
  /** Unacknowledged, from `#head` on, with numbers that rise by one. */
  #entries: SpoolEntry[] = [];
  #head = 0;
  #characters = 0;
  #unwritten: SpoolEntry[] = [];
  #flushing = false;
  #high = false;
  #diskFault: Omit<DiskFault, "heldBytes"> | null = null;
  #dropped = 0;
  #lastSeq = 0;

  constructor(file: SpoolFile, limit: number, clock: Clock, log: Log, listener: SpoolListener) {
    this.#file = file;
    this.#limit = limit;
    this.#highMark = Math.min(HIGH_MARK, limit / 2);
    this.#clock = clock;
    this.#log = log;
    this.#listener = listener;
  }

  /** Takes up what an earlier life of this agent left. */
  open(): void {
    const { ackedSeq, entries } = this.#file.read();
    this.#entries = entries;
    this.#characters = entries.reduce((sum, { json }) => sum + json.length, 0);
    this.#lastSeq = entries.at(-1)?.seq ?? ackedSeq;
    this.#tryDisk(() => this.#file.rewrite(this.#ackedSeq(), this.#entries));
  }

  close(): void {
    this.#flush();
    this.#file.close();
  }

  /** Number of the newest event; 0 when there never was one. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  get isEmpty(): boolean {
    return this.#head === this.#entries.length;
  }

  /** The event's number; 0 for a log that had to be dropped. */
  append(event: AgentEvent): number {
    if (isOutput(event) && this.#characters > this.#limit) return this.#drop(event.lines.length);
    const seq = ++this.#lastSeq;
    const json = `{"seq":${seq},"at":"${this.#clock.now().toISOString()}","event":${JSON.stringify(event)}}`;
    const entry = { seq, json };
    this.#entries.push(entry);
    this.#unwritten.push(entry);
    this.#characters += json.length;
    if (!this.#flushing) {
      this.#flushing = true;
      queueMicrotask(() => this.#flush());
    }
    return seq;
  }

  /** Forgets all up to `seq`: the rows have it. */
  acknowledge(seq: number): void {
    // Rows that know more than this spool: it was lost. New events must count on from there.
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    while (!this.isEmpty && (this.#entries[this.#head] as SpoolEntry).seq <= seq) {
      this.#characters -= (this.#entries[this.#head] as SpoolEntry).json.length;
      this.#head += 1;
    }
    if (this.isEmpty || this.#head > 1_000) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    this.#tidy();
    this.#watchPressure();
  }

  /** The first unacknowledged events above `seq`: at most `limit`, and no more than `characters` if there are several. */
  after(seq: number, limit: number, characters: number): SpoolEntry[] {
    const first = this.#entries[this.#head];
    if (!first) return [];
    const start = this.#head + Math.max(0, seq + 1 - first.seq);
    let end = start;
    let size = 0;
    while (end < this.#entries.length && end - start < limit) {
      size += (this.#entries[end] as SpoolEntry).json.length;
      if (end > start && size > characters) break;
      end += 1;
    }
    return this.#entries.slice(start, end);
  }

  /** Tries a disk that refused once more. Null when it takes what is written. */
  lookAtDisk(): DiskFault | null {
    if (this.#diskFault !== null) this.#rewrite();
    return this.#diskFault && { ...this.#diskFault, heldBytes: this.#characters };
  }

  #flush(): void {
    this.#flushing = false;
    const entries = this.#unwritten;
    if (entries.length === 0) return;
    this.#unwritten = [];
    if (this.#diskFault === null) this.#tryDisk(() => this.#file.append(entries));
    this.#watchPressure();
    this.#listener.onAppended();
  }

  #tidy(): void {
    if (this.#diskFault !== null || this.#file.size < TIDY_BYTES) return;
    if (this.isEmpty || (this.#file.size > ROTATE_BYTES && this.#characters < ROTATE_BYTES / 2))
      this.#rewrite();
  }

  #rewrite(): void {
    const entries = this.#entries.slice(this.#head);
    this.#tryDisk(() => this.#file.rewrite(this.#ackedSeq(), entries));
  }

  #ackedSeq(): number {
    return (this.#entries[this.#head]?.seq ?? this.#lastSeq + 1) - 1;
  }

  #tryDisk(action: () => void): void {
    try {
      action();
      if (this.#diskFault !== null) this.#log.info({}, "the spool is written to disk again");
      this.#diskFault = null;
    } catch (error) {
      if (this.#diskFault === null)
        this.#log.error({ error }, "the spool can't be written; events are kept in memory");
      const { code = "unknown" } = error as NodeJS.ErrnoException;
      const since = this.#diskFault?.since ?? this.#clock.now().toISOString();
      this.#diskFault = { code, since };
    }
  }

  #watchPressure(): void {
    const high = this.#characters > (this.#high ? this.#highMark / 2 : this.#highMark);
    if (high === this.#high) return;
    this.#high = high;
    this.#listener.onPressure(high);
  }

  #drop(lines: number): 0 {
    if (this.#dropped === 0) this.#log.error({}, "the spool is full; log lines are dropped");
    this.#dropped += lines;
    return 0;
  }
}

type Output = Extract<AgentEvent, { type: "log" }>;

/** What Curfew itself says in a log is kept: it may be that lines are missing. */
function isOutput(event: AgentEvent): event is Output {
  return event.type === "log" && event.lines.some(([, stream]) => stream !== "s");
}
