import type { Context } from "#server/context.ts";
import type { ActualReplica } from "#server/domain/plan-replicas.ts";
import { boundsOf, enoughToCount, nextScaling, type Scaling } from "#server/domain/scaling.ts";
import type { Log } from "#server/log.ts";
import type { WantedService } from "#server/runners/live-replicas.ts";
import { countWaiting, dropScaling, readScalings, writeScaling } from "#server/runners/scalings.ts";

/** How many replicas each service is to have now: as many as its revision says, or as its load asks for. */
export class ReplicaScaler {
  readonly #ctx: Context;
  readonly #log: Log;
  /** Services without a replica: the first execution that comes brings one. */
  #asleep = new Set<string>();

  constructor(ctx: Context, log: Log) {
    this.#ctx = ctx;
    this.#log = log;
  }

  /** True, once, when the service had no replica at the last look: something to do is worth another look. */
  wakes(serviceId: string): boolean {
    return this.#asleep.delete(serviceId);
  }

  /** By service, at `now` by the clock that all runners share. Writes down what changes. */
  async targets(services: WantedService[], actual: ActualReplica[], now: Date): Promise<Map<string, number>> {
    const scaled = services.flatMap(({ serviceId, config }) =>
      boundsOf(config.placement) ? [{ serviceId, most: enoughToCount(config.placement) }] : [],
    );
    const [before, waiting] = await Promise.all([readScalings(this.#ctx), countWaiting(this.#ctx, scaled)]);
    const targets = new Map<string, number>();
    for (const service of services) {
      const { serviceId, config } = service;
      const known = before.get(serviceId) ?? null;
      if (boundsOf(config.placement) === null) {
        if (known) await dropScaling(this.#ctx, serviceId);
        targets.set(serviceId, config.placement.replicas);
        continue;
      }
      const taking = actual.filter((one) => one.serviceId === serviceId && isTaking(one));
      const running = taking.reduce((sum, { running }) => sum + running, 0);
      const load = { running, waiting: waiting.get(serviceId) ?? 0 };
      const next = nextScaling(known, config.placement, load, taking.length, now);
      if (!isSame(known, next)) await this.#note(service, known, next, load);
      targets.set(serviceId, next.target);
    }
    this.#asleep = new Set([...targets].flatMap(([serviceId, target]) => (target === 0 ? [serviceId] : [])));
    return targets;
  }

  async #note(service: WantedService, before: Scaling | null, next: Scaling, load: object): Promise<void> {
    await writeScaling(this.#ctx, service.serviceId, next);
    if (before?.target === next.target) return;
    const about = { service: service.name, from: before?.target ?? null, to: next.target, ...load };
    this.#log.info(about, "a service is scaled");
  }
}

function isTaking({ state }: ActualReplica): boolean {
  return state === "starting" || state === "ready";
}

function isSame(before: Scaling | null, next: Scaling): boolean {
  return (
    before?.target === next.target &&
    before.peak === next.peak &&
    before.lowSince?.getTime() === next.lowSince?.getTime()
  );
}
