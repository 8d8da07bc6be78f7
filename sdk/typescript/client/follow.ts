import { setTimeout as sleep } from "node:timers/promises";
import { CurfewApiError, CurfewUnreachable, WaitTimeout } from "./api-error.ts";
import { NoStreams, type RequestSettings } from "./transport.ts";

/** Seconds that one answer is waited for before it is asked again. */
const HOLD_SECONDS = 30;
/** Seconds beyond that until no answer counts as nobody there. */
const GRACE_SECONDS = 10;
const PATIENCE_SECONDS = 120;
const SHORTEST_PAUSE_MS = 50;
/** setTimeout counts in 32 bits. */
const LONGEST_TIMER_MS = 2_147_483_647;
const LONGEST_PAUSE_MS = 2_000;
/** A timer may come a little before its time: nothing is opened for what is left then. */
const EARLY_MS = 2;

export interface FollowSettings {
  /** Seconds until WaitTimeout is thrown; for ever when left out. */
  timeout?: number;
  /** Seconds that Curfew may be away before CurfewUnreachable is thrown; 120 when left out. Executions go on meanwhile. */
  patience?: number;
  /** Seconds that one request may wait for its answer; 30 when left out, at most 60. */
  hold?: number;
  signal?: AbortSignal;
  /** Called when Curfew is away, once each time: it is asked again until `patience` is over. */
  onAway?: (error: Error) => void;
}

export interface Question<A> {
  /** Asks with a request that may be answered late: `timeout` is for its query. */
  ask: (timeout: number, settings: RequestSettings) => Promise<A>;
  /** The same answers as they come, where there is a stream of them. */
  stream?: (signal: AbortSignal) => AsyncIterable<A>;
}

/**
 * Reads answers until `onAnswer` gives something other than undefined: as a stream where there is one, else by asking again
 * and again, each answer being held back by the server until there is something to tell. A server that is away for a while
 * is asked again; other errors are thrown.
 */
export async function follow<A, T>(
  question: Question<A>,
  onAnswer: (answer: A) => T | undefined,
  settings: FollowSettings = {},
): Promise<T> {
  const { timeout = Number.POSITIVE_INFINITY, hold = HOLD_SECONDS, signal } = settings;
  const until = performance.now() + timeout * 1_000;
  const outage = new Outage(settings);
  const heard = (answer: A) => {
    outage.end();
    return onAnswer(answer);
  };
  let stream = question.stream;
  for (;;) {
    signal?.throwIfAborted();
    const leftMs = until - performance.now();
    const left = leftMs > EARLY_MS ? leftMs / 1_000 : 0;
    const patience = { left, hold, ...(signal && { signal }) };
    try {
      const result =
        stream && left > 0
          ? await readStream(stream, heard, patience)
          : await askOnce(question.ask, heard, patience);
      if (result !== undefined) return result;
      if (left === 0) throw new WaitTimeout(`It had not ended after ${timeout} s`);
    } catch (error) {
      if (error instanceof NoStreams) stream = undefined;
      // Whether it has ended by now nobody can say: that Curfew is away is the truth.
      else if (!mayPass(error) || left === 0) throw error;
      else await sleep(Math.min(outage.next(error as Error), left * 1_000), undefined, { signal });
    }
  }
}

interface Patience {
  /** Seconds. */
  left: number;
  hold: number;
  signal?: AbortSignal;
}

async function askOnce<A, T>(
  ask: Question<A>["ask"],
  onAnswer: (answer: A) => T | undefined,
  { left, hold, signal }: Patience,
): Promise<T | undefined> {
  const held = Math.min(hold, left);
  const patienceMs = Math.ceil((held + GRACE_SECONDS) * 1_000);
  return onAnswer(await ask(held, { patienceMs, ...(signal && { signal }) }));
}

/** What the stream leads to; undefined when the time is up before. Throws CurfewUnreachable when it was cut. */
async function readStream<A, T>(
  stream: NonNullable<Question<A>["stream"]>,
  onAnswer: (answer: A) => T | undefined,
  { left, signal }: Patience,
): Promise<T | undefined> {
  const late = new AbortController();
  const timer = Number.isFinite(left)
    ? setTimeout(() => late.abort(), Math.min(left * 1_000, LONGEST_TIMER_MS))
    : undefined;
  try {
    for await (const answer of stream(signal ? AbortSignal.any([signal, late.signal]) : late.signal)) {
      const result = onAnswer(answer);
      if (result !== undefined) return result;
    }
    throw new CurfewUnreachable("Curfew went away");
  } catch (error) {
    if (late.signal.aborted && !signal?.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof CurfewUnreachable ||
    (error instanceof CurfewApiError && error.status >= 500 && error.status !== 501)
  );
}

class Outage {
  readonly #settings: FollowSettings;
  #since: number | null = null;
  #pauseMs = SHORTEST_PAUSE_MS;

  constructor(settings: FollowSettings) {
    this.#settings = settings;
  }

  /** Milliseconds to wait before it is asked again. Throws `error` when it has been away for too long. */
  next(error: Error): number {
    if (this.#since === null) this.#settings.onAway?.(error);
    this.#since ??= performance.now();
    const { patience = PATIENCE_SECONDS } = this.#settings;
    if (performance.now() - this.#since >= patience * 1_000) throw error;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    return this.#pauseMs;
  }

  end(): void {
    this.#since = null;
    this.#pauseMs = SHORTEST_PAUSE_MS;
  }
}
