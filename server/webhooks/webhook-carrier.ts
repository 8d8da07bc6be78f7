import { randomUUID } from "node:crypto";
import type { Context } from "#server/context.ts";
import { carryOnWebhook } from "./carry-on.ts";
import type { WebhookSender } from "./sender.ts";

/** So many webhooks are delivered to at a time: one whose receiver is slow holds none of the others up. */
const AT_ONCE = 8;

export interface WebhookCarrierOptions {
  ctx: Context;
  sender: WebhookSender;
  signal: AbortSignal;
  /** Told of what went wrong on this side; what receivers do wrong is in the log of deliveries. */
  onFault: (error: unknown) => void;
}

/** Delivers to webhooks whenever it is told to look. */
export class WebhookCarrier {
  readonly #options: WebhookCarrierOptions;
  readonly #name = randomUUID();
  readonly #busy = new Set<Promise<void>>();
  /** Somebody has told it to look since the last look began. */
  #told = false;

  constructor(options: WebhookCarrierOptions) {
    this.#options = options;
  }

  look(): void {
    this.#told = true;
    if (this.#busy.size >= AT_ONCE || this.#options.signal.aborted) return;
    const work: Promise<void> = this.#work()
      .catch((error: unknown) => {
        if (!this.#options.signal.aborted) this.#options.onFault(error);
      })
      .finally(() => this.#busy.delete(work));
    this.#busy.add(work);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  async #work(): Promise<void> {
    const { ctx, sender, signal } = this.#options;
    let found = false;
    do {
      this.#told = false;
      // While this one is delivered to, others are looked for.
      const onHeld = () => this.look();
      found = await carryOnWebhook({ ctx, sender, carrier: this.#name, signal, onHeld });
    } while ((found || this.#told) && !signal.aborted);
  }
}
