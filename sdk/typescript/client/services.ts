import { setTimeout as sleep } from "node:timers/promises";
import { allRows } from "./all-rows.ts";
import type { ChangeSettings, NewDrill, ServiceChange } from "./service-types.ts";
import { pathOf, type Transport } from "./transport.ts";
import type {
  Cooperation,
  CreatedService,
  DeletedService,
  Drill,
  PausedService,
  Placement,
  Policy,
  PolicyPreview,
  Revision,
  Rows,
  Service,
  ServiceRow,
  ServiceStatistics,
  UpdatedService,
} from "./types.ts";

const DRILL_LOOK_MS = 500;

export interface NewService {
  name: string;
  description?: string;
  /** What is run: `{ runtime, … }` as in a `curfew.json`, with an absolute `directory`. */
  program: Record<string, unknown>;
  policy?: Partial<Policy>;
  placement?: Partial<Placement>;
}

export class Services {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All of them, by name. */
  list(): Promise<ServiceRow[]> {
    return allRows(this.#transport, "/services");
  }

  get(name: string): Promise<Service> {
    return this.#transport.get(pathOf("services", name));
  }

  /** Deploys it under a new name, as revision 1. */
  create(service: NewService): Promise<CreatedService> {
    return this.#transport.post("/services", service);
  }

  /** Deploys a copy of it, or of one of its revisions, under a new name; `change` is merged into that. */
  duplicate(
    name: string,
    as: string,
    change: ServiceChange & { revision?: number } = {},
  ): Promise<CreatedService> {
    return this.#transport.post(pathOf("services", name, "duplicate"), { as, ...change });
  }

  /** Deploys it, or changes what the manifest has changed since it was last registered: what people have set stays. */
  register({ name, ...manifest }: NewService): Promise<UpdatedService> {
    return this.#transport.put(pathOf("services", name), manifest);
  }

  /** Merges `change` into what there is (null removes): `description`, `program`, `policy`, `placement`. */
  update(name: string, change: ServiceChange, settings: ChangeSettings = {}): Promise<UpdatedService> {
    return this.#transport.patch(pathOf("services", name), { ...change, ...settings });
  }

  /**
   * It starts nothing any more and its name is free; its executions stay readable. Refused while any of them waits or runs,
   * unless `force` terminates these: `bulkId` is the bulk that does.
   */
  delete(name: string, settings: { force?: boolean } = {}): Promise<DeletedService> {
    return this.#transport.delete(pathOf("services", name), { query: settings });
  }

  /** Newest first, at most 100; only those older than `before`. */
  async revisions(name: string, before?: number): Promise<Revision[]> {
    const query = { before };
    return (await this.#transport.get<Rows<Revision>>(pathOf("services", name, "revisions"), { query })).rows;
  }

  /** Brings an older revision's content back, as a new revision. */
  rollBack(name: string, revision: number, settings: ChangeSettings = {}): Promise<UpdatedService> {
    return this.#transport.post(pathOf("services", name, "roll-back"), { ...settings, revision });
  }

  /** Puts new replicas in the place of all, one by one; old ones finish what they run first, unless it is forced. */
  restart(name: string, settings: Pick<ChangeSettings, "force"> = {}): Promise<UpdatedService> {
    return this.#transport.post(pathOf("services", name, "restart"), settings);
  }

  /** What a policy would mean for what runs now. Changes nothing. */
  preview(name: string, policy: Partial<Policy>): Promise<PolicyPreview> {
    return this.#transport.post(pathOf("services", name, "preview"), { policy });
  }

  /** How its code answers when it is asked to stop. */
  cooperation(name: string): Promise<Cooperation> {
    return this.#transport.get(pathOf("services", name, "cooperation"));
  }

  /** How it has done in the last 24 or 168 hours, and what waits. */
  statistics(name: string, hours?: 24 | 168): Promise<ServiceStatistics> {
    return this.#transport.get(pathOf("services", name, "statistics"), { query: { hours } });
  }

  /** Newest first, at most 20. */
  async drills(name: string): Promise<Drill[]> {
    return (await this.#transport.get<Rows<Drill>>(pathOf("services", name, "drills"))).rows;
  }

  /** Starts a run to see whether it stops. What came of it is among the drills once it has ended. */
  drill(name: string, drill: NewDrill = {}): Promise<{ id: string }> {
    return this.#transport.post(pathOf("services", name, "drills"), { ...drill });
  }

  /** Resolves to a drill that has ended. */
  async drilled(name: string, id: string, signal?: AbortSignal): Promise<Drill> {
    for (;;) {
      const drill = (await this.drills(name)).find((one) => one.id === id);
      if (!drill) throw new Error(`Service ${name} has no drill ${id} among its newest`);
      if (drill.outcome !== null) return drill;
      await sleep(DRILL_LOOK_MS, undefined, { signal });
    }
  }

  /** New executions stay `created` until it is resumed; what runs goes on. */
  pause(name: string): Promise<PausedService> {
    return this.#transport.post(pathOf("services", name, "pause"));
  }

  /** Ends the pause before replicas that fail are started again; `failing` tells whether there was one. */
  tryAgain(name: string): Promise<{ name: string; failing: boolean }> {
    return this.#transport.post(pathOf("services", name, "try-again"));
  }

  resume(name: string): Promise<PausedService> {
    return this.#transport.post(pathOf("services", name, "resume"));
  }
}
