import type { CreatedWebhook, Delivery, DeliveryPage, RotatedSecret, Webhook } from "./api-types.ts";
import { pathOf, type Transport } from "./transport.ts";
import type { Rows } from "./types.ts";

export type { CreatedWebhook, Delivery, DeliveryPage, RotatedSecret, Webhook } from "./api-types.ts";
export type WebhookEvent = Webhook["events"][number];

export interface WebhookSettings {
  name: string;
  /** Where deliveries are posted to. */
  url: string;
  events: WebhookEvent[];
  /** Names of services; null for all, also those to come. */
  services?: string[] | null;
  enabled?: boolean;
}

/** Addresses that are told what happens. Receivers check what they get by `verifyWebhook`. */
export class Webhooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async list(): Promise<Webhook[]> {
    return (await this.#transport.get<Rows<Webhook>>("/webhooks")).rows;
  }

  get(id: string): Promise<Webhook> {
    return this.#transport.get(pathOf("webhooks", id));
  }

  /** The secret is in the answer, and nowhere else. */
  create(webhook: WebhookSettings): Promise<CreatedWebhook> {
    return this.#transport.post("/webhooks", webhook);
  }

  /** What is left out stays as it is. */
  update(id: string, change: Partial<WebhookSettings>): Promise<Webhook> {
    return this.#transport.patch(pathOf("webhooks", id), change);
  }

  /** Its log goes too. */
  remove(id: string): Promise<{ id: string; name: string }> {
    return this.#transport.delete(pathOf("webhooks", id));
  }

  /** Sends a test once and now, and says what came of it. */
  test(id: string): Promise<Delivery> {
    return this.#transport.post(pathOf("webhooks", id, "test"));
  }

  /** For a day the secret before signs too. */
  rotateSecret(id: string): Promise<RotatedSecret> {
    return this.#transport.post(pathOf("webhooks", id, "rotate-secret"));
  }

  /** A page of its log, newest first. */
  deliveries(
    id: string,
    page: { state?: Delivery["state"]; limit?: number; cursor?: string } = {},
  ): Promise<DeliveryPage> {
    return this.#transport.get(pathOf("webhooks", id, "deliveries"), { query: page });
  }

  /** The same body under the same id, as soon as may be. */
  redeliver(id: string, deliveryId: string): Promise<{ id: string }> {
    return this.#transport.post(pathOf("webhooks", id, "deliveries", deliveryId, "redeliver"));
  }
}
