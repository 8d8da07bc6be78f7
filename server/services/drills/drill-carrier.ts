import { randomUUID } from "node:crypto";
import type { Context } from "#server/context.ts";
import { carryDrillsOn } from "./carry-drill.ts";

/** Carries drills on, one look at a time. */
export class DrillCarrier {
  readonly #ctx: Context;
  readonly #signal: AbortSignal;
  /** This process, among those that might carry the same one on. */
  readonly #name = randomUUID();
  #busy: Promise<void> | null = null;

  constructor(ctx: Context, signal: AbortSignal) {
    this.#ctx = ctx;
    this.#signal = signal;
  }

  /** Resolves when each drill is a step further; told while it is at work, it does not look twice. */
  look(): Promise<void> {
    if (this.#signal.aborted) return Promise.resolve();
    this.#busy ??= carryDrillsOn(this.#ctx, this.#name, this.#signal).finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }
}
