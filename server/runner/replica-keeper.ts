import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "#server/context.ts";
import { type DrainCause, planReplicas } from "#server/domain/plan-replicas.ts";
import type { Log } from "#server/log.ts";
import { liveReplicas, type WantedService, wantedServices } from "#server/runners/live-replicas.ts";
import { addReplica, endReplica, setAgentPid, setReplicaDraining } from "#server/runners/replica-rows.ts";
import type { AgentHub } from "./agent-hub.ts";
import { type AgentLauncher, createToken, startAgent } from "./agent-process.ts";
import type { ReplicaBook } from "./replica-book.ts";
import type { RunnerHome } from "./runner-home.ts";
import type { StartPauses } from "./start-pauses.ts";

export interface KeeperParts {
  ctx: Context;
  home: RunnerHome;
  launcher: AgentLauncher;
  book: ReplicaBook;
  hub: AgentHub;
  pauses: StartPauses;
  log: Log;
}

/** Keeps each service at its replicas: starts what is missing, drains what is old or too many. */
export class ReplicaKeeper {
  readonly #parts: KeeperParts;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  async runOnce(): Promise<void> {
    const { ctx, pauses } = this.#parts;
    const [wanted, actual] = await Promise.all([wantedServices(ctx), liveReplicas(ctx)]);
    const plan = planReplicas(
      wanted.map(({ serviceId, revision, config }) => ({
        serviceId,
        revision,
        replicas: config.placement.replicas,
      })),
      actual,
    );
    for (const { id, cause } of plan.drain) await this.#drain(id, cause);
    for (const { serviceId, revision } of plan.start) {
      const service = wanted.find((one) => one.serviceId === serviceId);
      if (service && pauses.mayStart(serviceId, revision)) await this.#start(service);
    }
  }

  async #drain(id: string, cause: DrainCause): Promise<void> {
    const { ctx, book, hub } = this.#parts;
    const held = book.get(id);
    if (!held) return;
    await setReplicaDraining(ctx, held.id, cause);
    held.state = "draining";
    hub.send(held.id, { type: "drain" });
  }

  async #start({ serviceId, name, revision, config }: WantedService): Promise<void> {
    const { ctx, home, launcher, book, pauses, log } = this.#parts;
    const id = uuidv7();
    const { token, tokenHash } = createToken();
    const { concurrency: slots, isolation } = config.placement;
    const row = { id, serviceId, revision, runnerId: home.runnerId, slots, isolation, tokenHash };
    await addReplica(ctx, row);
    const held = book.add({ ...row, state: "starting", agentPid: null, ackedSeq: 0 });
    try {
      held.agentPid = startAgent(launcher, home.replicaFolder(id), {
        replicaId: id,
        serviceName: name,
        revision,
        program: config.program,
        isolation,
        slots,
        token,
        runnerAddressFile: home.addressFile,
      });
      await setAgentPid(ctx, id, held.agentPid);
      log.info({ service: name, replicaId: id, revision, agentPid: held.agentPid }, "a replica starts");
    } catch (error) {
      book.remove(id);
      pauses.failed(serviceId, revision);
      await endReplica(ctx, id, "failed", error instanceof Error ? error.message : String(error));
      log.error(
        { service: name, error, log: join(home.replicaFolder(id), "agent.log") },
        "a replica can't start",
      );
    }
  }
}
