import { randomUUID } from "node:crypto";
import type { Context } from "#server/context.ts";
import { carryOnBulk } from "./carry-on.ts";
import { forgetDrafts } from "./forget-drafts.ts";

/** Carries bulks on, step by step and the most urgent first, whenever it is told to look. */
export class BulkCarrier {
  readonly #ctx: Context;
  readonly #signal: AbortSignal;
  /** This process, among those that might carry the same one on. */
  readonly #name = randomUUID();
  #busy: Promise<void> | null = null;
  #again = false;

  constructor(ctx: Context, signal: AbortSignal) {
    this.#ctx = ctx;
    this.#signal = signal;
  }

  /** Resolves when there is nothing left to carry on for this process. Told while it is at work, it looks once more. */
  look(): Promise<void> {
    this.#again = true;
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#signal.aborted) {
      this.#again = false;
      while (!this.#signal.aborted && (await carryOnBulk(this.#ctx, this.#name, this.#signal)));
      await forgetDrafts(this.#ctx);
    }
  }
}
