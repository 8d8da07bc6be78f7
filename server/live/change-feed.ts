import { randomBytes } from "node:crypto";
import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";

/** Everything may have changed: read all again. */
export const EVERYTHING = "*";

export interface ChangeBatch {
  /** Where to go on after a cut; opaque to clients. */
  id: string;
  /** What changed, for instance `executions` or `execution:<id>`; EVERYTHING after a gap. Empty: nothing yet. */
  topics: string[];
}

/**
 * Hears topics until the returned function is called. `onGap` is called whenever something may have been missed,
 * also at the start.
 */
export type TopicSource = (
  onTopics: (topics: string[]) => void,
  onGap: () => void,
) => Promise<() => Promise<void>>;

export interface ChangeFeedOptions {
  source: TopicSource;
  clock: Clock;
  log: Log;
  /** Least time between two batches. */
  coalesceMs?: number;
}

/** Batches that a follower may have missed and still gets told one by one; beyond it hears EVERYTHING. */
const REMEMBERED = 256;

interface Follower {
  pending: Set<string>;
  wake: () => void;
}

interface Watcher {
  topics: ReadonlySet<string>;
  tell: () => void;
}

/** The one place that hears changes in this process, and tells any number of followers. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #boot = randomBytes(6).toString("hex");
  readonly #followers = new Set<Follower>();
  readonly #watchers = new Set<Watcher>();
  readonly #past: { sequence: number; topics: string[] }[] = [];
  #sequence = 0;
  #gathering = new Set<string>();
  #cancelInterval: (() => void) | null = null;
  #source: Promise<() => Promise<void>> | null = null;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  /** Starts to hear; called again it waits for the same start. */
  async start(): Promise<void> {
    this.#source ??= this.#options.source(
      (topics) => this.#hear(topics),
      () => this.#hear([EVERYTHING]),
    );
    try {
      await this.#source;
    } catch (error) {
      this.#source = null;
      this.#options.log.error({ error }, "changes can't be heard");
      throw error;
    }
  }

  async stop(): Promise<void> {
    const source = this.#source;
    this.#source = null;
    this.#cancelInterval?.();
    this.#cancelInterval = null;
    await (await source)?.();
  }

  /**
   * Changes from now on, or since `lastEventId`. Begins with a batch at once, so that the follower has an id.
   * Ends only by the signal: it then throws the signal's reason, since to return would tell a browser not to come back.
   */
  async *follow(signal: AbortSignal, lastEventId?: string | null): AsyncGenerator<ChangeBatch, never> {
    signal.throwIfAborted();
    const follower: Follower = { pending: new Set(), wake: () => {} };
    const wake = () => follower.wake();
    this.#followers.add(follower);
    signal.addEventListener("abort", wake);
    try {
      await this.start();
      follower.pending = new Set(lastEventId ? this.#since(lastEventId) : []);
      yield this.#take(follower);
      for (;;) {
        signal.throwIfAborted();
        if (follower.pending.size > 0) yield this.#take(follower);
        else await new Promise<void>((resolve) => (follower.wake = resolve));
      }
    } finally {
      signal.removeEventListener("abort", wake);
      this.#followers.delete(follower);
    }
  }

  /** Calls `tell` at once whenever one of the topics is heard, or may have been missed; the returned function ends it. */
  watch(topics: Iterable<string>, tell: () => void): () => void {
    const watcher = { topics: new Set([...topics, EVERYTHING]), tell };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #take(follower: Follower): ChangeBatch {
    const topics = compact(follower.pending);
    follower.pending = new Set();
    return { id: `${this.#boot}.${this.#sequence}`, topics };
  }

  #hear(topics: string[]): void {
    for (const topic of topics) this.#gathering.add(topic);
    for (const watcher of this.#watchers)
      if (topics.some((topic) => watcher.topics.has(topic))) watcher.tell();
    // The first change goes out at once; those on its heels wait for the end of the interval.
    if (!this.#cancelInterval) this.#flush();
  }

  #flush(): void {
    this.#cancelInterval = null;
    if (this.#gathering.size === 0) return;
    const topics = compact(this.#gathering);
    this.#gathering = new Set();
    this.#sequence += 1;
    this.#past.push({ sequence: this.#sequence, topics });
    if (this.#past.length > REMEMBERED) this.#past.shift();
    for (const follower of this.#followers) {
      for (const topic of topics) follower.pending.add(topic);
      follower.wake();
    }
    this.#cancelInterval = this.#options.clock.after(this.#options.coalesceMs ?? 100, () => this.#flush());
  }

  /** Topics since the id; EVERYTHING when that can't be known. */
  #since(id: string): string[] {
    const [boot, sequence] = id.split(".");
    const from = Number(sequence);
    const known = boot === this.#boot && Number.isInteger(from) && from >= 0 && from <= this.#sequence;
    const oldest = this.#past[0]?.sequence ?? this.#sequence + 1;
    if (!known || from + 1 < oldest) return [EVERYTHING];
    return this.#past.filter((batch) => batch.sequence > from).flatMap((batch) => batch.topics);
  }
}

function compact(topics: Set<string>): string[] {
  return topics.has(EVERYTHING) ? [EVERYTHING] : [...topics];
}
