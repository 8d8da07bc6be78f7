import { TRPCError } from "@trpc/server";
import type { Context } from "#server/context.ts";
import type { ApiContext } from "./api-context.ts";

export type WaitContext = Context & Pick<ApiContext, "changes" | "shutdown">;

/** A change whose notification was lost is seen by then. */
export const LOOK_MS = 2_000;

/** Rings at each change of its topics, and remembers a ring until it is heard, so that none between two looks is lost. */
export class Bell {
  readonly #ctx: WaitContext;
  readonly #cut: AbortSignal;
  readonly #unwatch: () => void;
  #rung = false;
  #wake = () => {};

  /** `signal` is aborted when the caller has gone. */
  constructor(ctx: WaitContext, topics: Iterable<string>, signal: AbortSignal | undefined) {
    this.#ctx = ctx;
    this.#cut = signal ? AbortSignal.any([ctx.shutdown, signal]) : ctx.shutdown;
    this.#unwatch = ctx.changes.watch(topics, () => this.#ring());
  }

  /** Resolves at a ring or after `ms`. Throws once nobody is to be waited for any more. */
  async heard(ms: number): Promise<void> {
    this.#refuseIfCut();
    const over = new AbortController();
    const rung = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#rung) resolve();
    });
    await Promise.race([rung, this.#sleep(ms, over.signal)]);
    over.abort();
    this.#rung = false;
  }

  /** Resolves after `ms`, whatever rings. */
  async pause(ms: number): Promise<void> {
    this.#refuseIfCut();
    if (ms > 0) await this.#sleep(ms);
  }

  end(): void {
    this.#unwatch();
  }

  #ring(): void {
    this.#rung = true;
    this.#wake();
  }

  #sleep(ms: number, over?: AbortSignal): Promise<void> {
    const until = over ? AbortSignal.any([this.#cut, over]) : this.#cut;
    return this.#ctx.clock.sleep(ms, until).catch(() => {});
  }

  #refuseIfCut(): void {
    if (!this.#cut.aborted) return;
    const message = this.#ctx.shutdown.aborted
      ? "The web server is shutting down. Ask again: the execution goes on."
      : "Nobody waits for the answer any more.";
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message });
  }
}
