import { Executions } from "./executions.ts";
import { Transport, type TransportSettings } from "./transport.ts";
import type { RevisionGuard, Runner, Service, ServiceRow, Updated } from "./types.ts";

export { CurfewApiError, CurfewUnreachable, type FieldFault } from "./api-error.ts";
export type { ListExecutions, StartExecution } from "./executions.ts";
export type * from "./types.ts";

/** Starts, follows and stops executions over Curfew's HTTP API. */
export class CurfewClient {
  readonly executions: Executions;
  readonly services: Services;
  readonly #transport: Transport;

  constructor(settings: TransportSettings) {
    this.#transport = new Transport(settings);
    this.executions = new Executions(this.#transport);
    this.services = new Services(this.#transport);
  }

  runners(): Promise<Runner[]> {
    return this.#transport.query("runners.list");
  }
}

class Services {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(): Promise<ServiceRow[]> {
    return this.#transport.query("services.list");
  }

  get(name: string): Promise<Service> {
    return this.#transport.query("services.get", { name });
  }

  /** Merges `change` into what there is (null removes): `description`, `program`, `policy`, `placement`. */
  update(name: string, change: Record<string, unknown>, guard: RevisionGuard = {}): Promise<Updated> {
    return this.#transport.mutate("services.update", { ...change, ...guard, name });
  }

  /** Brings an older revision's content back, as a new revision. */
  rollBack(name: string, revision: number, guard: RevisionGuard = {}): Promise<Updated> {
    return this.#transport.mutate("services.rollBack", { ...guard, name, revision });
  }

  /** New executions stay `created` until it is resumed; what runs goes on. */
  pause(name: string): Promise<unknown> {
    return this.#transport.mutate("services.pause", { name });
  }

  resume(name: string): Promise<unknown> {
    return this.#transport.mutate("services.resume", { name });
  }
}
