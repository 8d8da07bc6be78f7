import type { Database } from "#db/client.ts";
import { manualContext } from "#db/testing.ts";
import type { WebhookEvent } from "#server/domain/webhook.ts";
import { silentLog } from "#server/log.ts";
import type { ManualClock } from "#server/manual-clock.ts";
import { type CreatedWebhook, CreateWebhookInput, createWebhook } from "./create.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { WebhookSender } from "./sender.ts";
import { WebhookCarrier } from "./webhook-carrier.ts";
import type { WebhookContext } from "./webhook-context.ts";

/** What tests of webhooks do, on a clock of their own. */
export class TestingWebhooks {
  readonly ctx: WebhookContext & { clock: ManualClock };
  readonly faults: unknown[] = [];
  #names = 0;

  constructor(database: Database) {
    const ctx = manualContext(database);
    const sender = new WebhookSender({ clock: ctx.clock, allowed: "all", version: "0.0.0" });
    this.ctx = { ...ctx, sender };
  }

  create(url: string, events: readonly WebhookEvent[], overrides: object = {}): Promise<CreatedWebhook> {
    this.#names += 1;
    const all = { name: `hook-${this.#names}`, url, events, ...overrides };
    return createWebhook(this.ctx, CreateWebhookInput.parse(all));
  }

  carrier(signal: AbortSignal = new AbortController().signal): WebhookCarrier {
    const onFault = (error: unknown) => {
      this.faults.push(error);
      silentLog.error({ error }, "a fault");
    };
    return new WebhookCarrier({ ctx: this.ctx, sender: this.ctx.sender, signal, onFault });
  }

  /** Delivers all that is due now. */
  async deliver(): Promise<void> {
    const carrier = this.carrier();
    carrier.look();
    await carrier.settled();
    if (this.faults.length > 0) throw new AggregateError(this.faults);
  }

  /** Newest first. */
  async log(id: string) {
    return (await listDeliveries(this.ctx, { id })).rows;
  }
}
