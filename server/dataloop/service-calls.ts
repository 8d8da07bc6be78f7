import { z } from "zod";
import type { ServiceRow } from "#server/domain/views.ts";
import { listRunners } from "#server/runners/list.ts";
import { deleteService as takeAway } from "#server/services/delete.ts";
import { getService as readService } from "#server/services/get.ts";
import { pauseService } from "#server/services/pause.ts";
import { type ServiceRecord, serviceRecord, serviceRevisions } from "#server/services/records.ts";
import { restartService } from "#server/services/restart.ts";
import { resumeService } from "#server/services/resume.ts";
import { updateService } from "#server/services/update.ts";
import { type Call, type Handler, NOTHING, param } from "./call.ts";
import { readServicePatch } from "./service-patch.ts";
import { toWireService } from "./service-wire.ts";
import { Unsupported } from "./unsupported.ts";

const asked = (call: Call): Promise<ServiceRecord> => serviceRecord(call.ctx, param(call, "service"));

export const getService: Handler = async (call) => {
  const service = await asked(call);
  const { startFailures } = await readService(call.ctx, service);
  return { ...toWireService(service, call.base), crashloop: crashLoopOf(startFailures) };
};

/** Dataloop switches such a service off; here its next try waits ever longer. */
function crashLoopOf(failures: ServiceRow["startFailures"]) {
  if (!failures || failures.readyAt !== null) return null;
  const { since, retryAt, error } = failures;
  return { time: since.toISOString(), action: "wait", reason: error, until: retryAt.toISOString() };
}

const PatchBody = z.record(z.string(), z.unknown(), "the body must be a JSON object");

/** An update resets a service there, so that its replicas are replaced. The last word counts: the client's copy may be old, and its own documentation updates from old copies. */
export const patchService: Handler = async (call) => {
  const body = PatchBody.parse(await call.json());
  const service = await asked(call);
  const { name } = service;
  const { policy, placement, paused } = readServicePatch(toWireService(service, call.base), body);
  const force = call.query.get("force") === "true";
  await updateService(call.ctx, { name, policy, placement, apply: "replace", ...(force && { force }) });
  if (paused !== undefined) await (paused ? pauseService : resumeService)(call.ctx, { name });
  return await getService(call);
};

/** With `force` what waits and runs is terminated; without it a service that has such is left. */
export const deleteService: Handler = async (call) => {
  const force = call.query.get("force") === "true";
  await takeAway(call.ctx, { name: (await asked(call)).name, ...(force && { force }) });
  return NOTHING;
};

export const stopService: Handler = async (call) => {
  await pauseService(call.ctx, { name: (await asked(call)).name });
  return await getService(call);
};

export const resume: Handler = async (call) => {
  await resumeService(call.ctx, { name: (await asked(call)).name });
  return await getService(call);
};

const RestartBody = z.looseObject({ replicaName: z.string("replicaName must be text").nullish() });

/** All of them are replaced: one by its name has no work of its own here. */
export const restart: Handler = async (call) => {
  const { replicaName } = RestartBody.parse((await call.json()) ?? {});
  if (replicaName) {
    throw new Unsupported(
      "Curfew restarts all replicas of a service, one by one, and not one by its name: leave replica_name out.",
    );
  }
  await restartService(call.ctx, { name: (await asked(call)).name });
  return NOTHING;
};

export const listRevisions: Handler = async (call) => {
  const revisions = await serviceRevisions(call.ctx, param(call, "service"));
  return revisions.map((revision) => toWireService(revision, call.base));
};

/** Replicas that live, and how much waits for one. */
export const serviceStatus: Handler = async (call) => {
  const { id, name } = await asked(call);
  const [{ counts, startFailures }, runners] = await Promise.all([
    readService(call.ctx, { name }),
    listRunners(call.ctx),
  ]);
  const replicas = runners
    .flatMap((runner) => runner.replicas)
    .filter(({ serviceId, state }) => serviceId === id && !["stopped", "failed", "lost"].includes(state));
  return {
    numMessagesInQueue: counts.created,
    runtimeStatus: replicas.map((replica) => ({
      replicaId: replica.id,
      status: replica.state === "ready" || replica.state === "draining",
      createdAt: replica.startedAt.toISOString(),
      reason: replica.state,
      message: replica.lastError ?? startFailures?.error ?? "",
      restartCount: startFailures?.count ?? 0,
      ...(startFailures && { lastRestartTime: startFailures.failedAt.toISOString() }),
    })),
  };
};
