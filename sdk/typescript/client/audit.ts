import type { AuditPage } from "./api-types.ts";
import type { Transport } from "./transport.ts";

export type { AuditEntry, AuditPage } from "./api-types.ts";

export interface ListAudit {
  actor?: string;
  action?: string;
  subjectType?: string;
  subjectId?: string;
  /** ISO 8601: not before this. */
  from?: string;
  /** Before this. */
  to?: string;
  limit?: number;
  cursor?: string;
}

/** What people and programs did. */
export class Audit {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A page, newest first. */
  list(filter: ListAudit = {}): Promise<AuditPage> {
    return this.#transport.get("/audit", { query: filter });
  }
}
