import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import {
  type DrainCause,
  planReplicas,
  standInRevision,
  unchangedOnly,
} from "#server/domain/plan-replicas.ts";
import { isFailing, mayStart } from "#server/domain/start-failures.ts";
import type { Log } from "#server/log.ts";
import {
  isDraining,
  liveReplicas,
  type WantedService,
  wantedServices,
} from "#server/runners/live-replicas.ts";
import {
  addReplica,
  endReplica,
  setAgentPid,
  setReplicaDraining,
  setReplicaStopping,
} from "#server/runners/replica-rows.ts";
import { countRunning } from "#server/runners/scalings.ts";
import { setStandIn } from "#server/runners/stand-in.ts";
import { noteStartFailure, readStartFailures } from "#server/runners/start-failures.ts";
import type { AgentHub } from "./agent-hub.ts";
import { type AgentLauncher, createToken, startAgent } from "./agent-process.ts";
import type { ReplicaBook } from "./replica-book.ts";
import { ReplicaScaler } from "./replica-scaler.ts";
import type { RunnerHome } from "./runner-home.ts";

export interface KeeperParts {
  ctx: Context;
  home: RunnerHome;
  launcher: AgentLauncher;
  book: ReplicaBook;
  hub: AgentHub;
  log: Log;
}

/** Keeps each service at its replicas: starts what is missing, drains what is old or too many. */
export class ReplicaKeeper {
  readonly scaler: ReplicaScaler;
  readonly #parts: KeeperParts;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.scaler = new ReplicaScaler(parts.ctx, parts.log);
  }

  async runOnce(): Promise<void> {
    const { ctx, book, home } = this.#parts;
    for (const { id } of book.all().filter(({ isForeign }) => isForeign))
      await setReplicaDraining(ctx, id, "update");
    // Before its replicas: then what has changed between, or was started by another runner, shows in these.
    const read = await wantedServices(ctx);
    const [replicas, running, failures, now, drains] = await Promise.all([
      liveReplicas(ctx),
      countRunning(ctx),
      readStartFailures(ctx),
      readNow(ctx.database),
      isDraining(ctx, home.runnerId),
    ]);
    // A change that they can run makes them of its revision.
    for (const { id, revision } of replicas) {
      const held = book.get(id);
      if (held) held.revision = revision;
    }
    const { wanted, actual } = unchangedOnly(
      read,
      replicas.map((replica) => ({ ...replica, running: running.get(replica.id) ?? 0 })),
    );
    const targets = await this.scaler.targets(wanted, actual, now);
    const plan = planReplicas(
      wanted.map((service) => ({ ...service, replicas: targets.get(service.serviceId) ?? 0 })),
      actual,
    );
    for (const service of wanted) {
      const failing = isFailing(failures.get(service.serviceId) ?? null, service.revision);
      const standIn = standInRevision(service, actual, failing);
      if (standIn !== service.standInRevision) await setStandIn(ctx, service, standIn);
    }
    for (const id of plan.stop) await this.#stop(id);
    for (const { id, cause } of plan.drain) await this.#drain(id, cause);
    if (drains) return;
    for (const { serviceId, revision } of plan.start) {
      const service = wanted.find((one) => one.serviceId === serviceId);
      const mayBe = mayStart(failures.get(serviceId) ?? null, revision, now);
      if (service && mayBe && (await this.#start(service))) service.started += 1;
    }
  }

  async #stop(id: string): Promise<void> {
    const { ctx, book, hub } = this.#parts;
    const held = book.get(id);
    if (!held) return;
    await setReplicaStopping(ctx, held.id);
    held.state = "stopping";
    hub.send(held.id, { type: "shutdown" });
  }

  async #drain(id: string, cause: DrainCause): Promise<void> {
    const { ctx, book, hub } = this.#parts;
    const held = book.get(id);
    if (!held) return;
    await setReplicaDraining(ctx, held.id, cause);
    held.state = "draining";
    hub.send(held.id, { type: "drain" });
  }

  /** False when another runner has started one since the reading: the next look decides anew. */
  async #start({ serviceId, name, revision, started, config }: WantedService): Promise<boolean> {
    const { ctx, home, launcher, book, log } = this.#parts;
    const id = uuidv7();
    const { token, tokenHash } = createToken();
    const { concurrency: slots, isolation } = config.placement;
    const row = { id, serviceId, revision, runnerId: home.runnerId, slots, isolation, tokenHash };
    if (!(await addReplica(ctx, row, started))) return false;
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
        spoolLimitBytes: launcher.spoolLimitBytes,
      });
      await setAgentPid(ctx, id, held.agentPid);
      log.info({ service: name, replicaId: id, revision, agentPid: held.agentPid }, "a replica starts");
    } catch (error) {
      book.remove(id);
      const why = error instanceof Error ? error.message : String(error);
      await endReplica(ctx, id, "failed", why);
      await noteStartFailure(ctx, serviceId, { revision, error: why });
      log.error(
        { service: name, error, log: join(home.replicaFolder(id), "agent.log") },
        "a replica can't start",
      );
    }
    return true;
  }
}
