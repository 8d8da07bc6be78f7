import { isOutage } from "#components/trpc/query-client.ts";
import type { TabCounts } from "#server/domain/tab-counts.ts";

/** Milliseconds between two reads while nobody tells of a change, and at least. */
const POLL_MS = 10_000;
const PACE_MS = 1_000;
const RETRY_MS = 2_000;
/** A read that has not come back by then is taken for one that failed. */
const PATIENCE_MS = 15_000;
/** Failures in a row after which the server counts as away. */
const TRIES = 3;

export interface TabNews {
  /** Null before they were read, and for who may not read them. */
  counts: TabCounts | null;
  /** When they were read; null before. */
  readAt: number | null;
}

export interface TabWatchOptions {
  read: () => Promise<TabCounts>;
  now: () => number;
  /** How the newest read went, as `LinkState.reads` has it. */
  onRead: (reads: "good" | "failing" | "failed") => void;
}

/**
 * Keeps what the tab says: by itself and on a read of its own, since all others rest while nobody looks, and their tries wait
 * until somebody does.
 */
export class TabWatch {
  readonly #options: TabWatchOptions;
  readonly #listeners = new Set<() => void>();
  #news: TabNews = { counts: null, readAt: null };
  #failures = 0;
  #told = false;
  #wake = () => {};

  constructor(options: TabWatchOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something is read. */
  readonly news = (): TabNews => this.#news;

  /** Reads now and from now on, until the returned function is called. */
  start(): () => void {
    const leave = new AbortController();
    void this.#follow(leave.signal);
    return () => {
      leave.abort();
      this.#wake();
    };
  }

  /** Something changed: it is read again soon. */
  touch(): void {
    this.#told = true;
    this.#wake();
  }

  async #follow(leave: AbortSignal): Promise<void> {
    while (!leave.aborted) {
      this.#told = false;
      await this.#readOnce(leave);
      await pause(PACE_MS);
      if (this.#told || leave.aborted) continue;
      await Promise.race([
        pause(this.#failures > 0 ? RETRY_MS : POLL_MS),
        new Promise<void>((resolve) => {
          this.#wake = resolve;
        }),
      ]);
    }
  }

  async #readOnce(leave: AbortSignal): Promise<void> {
    const { read, now, onRead } = this.#options;
    const late = pause(PATIENCE_MS).then(() => Promise.reject(new Error("no answer")));
    try {
      const counts = await Promise.race([read(), late]);
      if (leave.aborted) return;
      this.#failures = 0;
      this.#tell({ counts, readAt: now() });
      onRead("good");
    } catch (error) {
      if (leave.aborted) return;
      // A refusal is an answer too: the server is there.
      this.#failures = isOutage(error) ? this.#failures + 1 : 0;
      if (this.#failures === 0) this.#tell({ counts: null, readAt: now() });
      onRead(this.#failures === 0 ? "good" : this.#failures < TRIES ? "failing" : "failed");
    }
  }

  #tell(news: TabNews): void {
    this.#news = news;
    for (const listener of this.#listeners) listener();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
