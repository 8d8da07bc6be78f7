import { pathOf, type Transport } from "./transport.ts";
import type { Rows } from "./types.ts";

export interface ApiKey {
  id: string;
  /** Rows and the audit call its holder `api-key:<name>`. */
  name: string;
  /** A few of its characters, by which people tell keys apart. */
  prefix: string;
  createdAt: string;
  createdBy: string;
  /** Null: it does not end by itself. */
  expiresAt: string | null;
  /** To the minute; null while nobody used it. */
  lastUsedAt: string | null;
  /** Null while it was not revoked. */
  revokedAt: string | null;
}

export interface CreatedApiKey {
  id: string;
  name: string;
  expiresAt: string;
  /** The key. It can't be shown again. */
  key: string;
}

/** The keys that programs prove themselves with: for REST, for this client, and as the token of Dataloop's. */
export class ApiKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All there ever were, newest first. */
  async list(): Promise<ApiKey[]> {
    return (await this.#transport.get<Rows<ApiKey>>("/api-keys")).rows;
  }

  create(name: string, settings: { days?: number } = {}): Promise<CreatedApiKey> {
    return this.#transport.post("/api-keys", { ...settings, name });
  }

  /** It opens nothing from then on. */
  revoke(id: string): Promise<{ id: string; name: string; revokedAt: string }> {
    return this.#transport.post(pathOf("api-keys", id, "revoke"));
  }
}
