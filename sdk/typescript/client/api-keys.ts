import { allRows } from "./all-rows.ts";
import { pathOf, type Transport } from "./transport.ts";
import type { ApiKey, CreatedApiKey, RevokedApiKey } from "./types.ts";

/** The keys that programs prove themselves with: for REST, for this client, and as the token of Dataloop's. */
export class ApiKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All there ever were, newest first. */
  list(): Promise<ApiKey[]> {
    return allRows(this.#transport, "/api-keys");
  }

  create(name: string, settings: { days?: number } = {}): Promise<CreatedApiKey> {
    return this.#transport.post("/api-keys", { ...settings, name });
  }

  /** It opens nothing from then on. */
  revoke(id: string): Promise<RevokedApiKey> {
    return this.#transport.post(pathOf("api-keys", id, "revoke"));
  }
}
