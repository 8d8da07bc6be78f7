import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Database } from "#db/client.ts";
import { attempts } from "#db/schema/attempts.ts";
import { executions } from "#db/schema/executions.ts";
import { replicas } from "#db/schema/replicas.ts";
import { revisions } from "#db/schema/revisions.ts";
import { runners } from "#db/schema/runners.ts";
import { services } from "#db/schema/services.ts";
import type { Policy } from "#server/domain/policy.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { type ServiceConfig, ServiceConfigSchema } from "#server/domain/service-config.ts";
import { isTerminal } from "#server/domain/status.ts";

type ServiceRow = typeof services.$inferSelect;
type RunnerRow = typeof runners.$inferSelect;
type ReplicaRow = typeof replicas.$inferSelect;
type ExecutionRow = typeof executions.$inferSelect;

/** The instant that builders stamp rows with when a test names none. */
export const TEST_NOW = new Date("2026-01-01T12:00:00.000Z");

/** The token of every replica that `buildReplica` makes. */
export const TEST_REPLICA_TOKEN = "test-replica-token";

let counter = 0;

function first<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error("nothing was inserted");
  return row;
}

/** A service configuration: a command that does nothing, with the default policy. */
export function buildConfig(overrides: Partial<ServiceConfig> = {}): ServiceConfig {
  const parsed = ServiceConfigSchema.parse({
    program: { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } },
  });
  return { ...parsed, ...overrides };
}

/** A service with its first revision. */
export async function buildService(
  { db }: Database,
  overrides: Partial<ServiceRow> & { config?: ServiceConfig; policy?: Partial<Policy> } = {},
): Promise<ServiceRow> {
  const { config = buildConfig(), policy, ...columns } = overrides;
  counter += 1;
  const service = first(
    await db
      .insert(services)
      .values({
        id: uuid(),
        name: `service-${counter}`,
        createdAt: TEST_NOW,
        updatedAt: TEST_NOW,
        updatedBy: "system",
        ...columns,
      })
      .returning(),
  );
  await db.insert(revisions).values({
    serviceId: service.id,
    number: service.revision,
    config: { ...config, policy: { ...config.policy, ...policy } },
    author: "system",
    createdAt: service.createdAt,
  });
  return service;
}

/** A runner with a fresh heartbeat. */
export async function buildRunner({ db }: Database, overrides: Partial<RunnerRow> = {}): Promise<RunnerRow> {
  return first(
    await db
      .insert(runners)
      .values({
        id: uuid(),
        host: "test-host",
        pid: 1,
        version: "0.0.0",
        state: "active",
        startedAt: TEST_NOW,
        heartbeatAt: TEST_NOW,
        ...overrides,
      })
      .returning(),
  );
}

/** A ready replica; its service and runner are made too unless they are named. */
export async function buildReplica(
  database: Database,
  overrides: Partial<ReplicaRow> = {},
): Promise<ReplicaRow> {
  const serviceId = overrides.serviceId ?? (await buildService(database)).id;
  const runnerId = overrides.runnerId ?? (await buildRunner(database)).id;
  return first(
    await database.db
      .insert(replicas)
      .values({
        id: uuid(),
        revision: 1,
        state: "ready",
        slots: 1,
        tokenHash: createHash("sha256").update(TEST_REPLICA_TOKEN).digest("hex"),
        startedAt: TEST_NOW,
        readyAt: TEST_NOW,
        heartbeatAt: TEST_NOW,
        ...overrides,
        serviceId,
        runnerId,
      })
      .returning(),
  );
}

/**
 * An execution; what its status implies is filled in: one that is in progress has a replica, a policy, a deadline
 * and its attempt's row, one that is over has its end.
 */
export async function buildExecution(
  database: Database,
  overrides: Partial<ExecutionRow> = {},
): Promise<ExecutionRow> {
  const status = overrides.status ?? "created";
  const serviceId = overrides.serviceId ?? (await buildService(database)).id;
  const placed = status === "in-progress" ? await place(database, serviceId, overrides) : {};
  const ended = isTerminal(status)
    ? { endedAt: TEST_NOW, reason: status === "success" ? null : endReason(status), message: "It ended." }
    : {};
  const execution = first(
    await database.db
      .insert(executions)
      .values({
        id: overrides.createdAt ? idAt(overrides.createdAt) : uuid(),
        functionName: "run",
        input: {},
        status,
        createdAt: TEST_NOW,
        createdBy: "operator@localhost",
        updatedAt: TEST_NOW,
        ...placed,
        ...ended,
        ...overrides,
        serviceId,
      })
      .returning(),
  );
  if (status === "in-progress") await buildAttempt(database, execution);
  return execution;
}

/** Ids grow with the time of creation, and among those of one moment with each call. */
function idAt(createdAt: Date): string {
  counter += 1;
  return uuid({ msecs: createdAt.getTime(), seq: counter });
}

function endReason(status: string) {
  return status === "terminated" ? ("terminated" as const) : ("error" as const);
}

async function place(database: Database, serviceId: string, overrides: Partial<ExecutionRow>) {
  const policy = overrides.policy ?? DEFAULT_POLICY;
  const startedAt = overrides.startedAt ?? TEST_NOW;
  const replica = overrides.replicaId
    ? { id: overrides.replicaId, runnerId: overrides.runnerId ?? uuid() }
    : await buildReplica(database, {
        serviceId,
        ...(overrides.runnerId && { runnerId: overrides.runnerId }),
      });
  return {
    revision: 1,
    policy,
    startedAt,
    deadlineAt: new Date(startedAt.getTime() + policy.executionTimeout * 1_000),
    replicaId: replica.id,
    runnerId: replica.runnerId,
  };
}

async function buildAttempt({ db }: Database, execution: ExecutionRow): Promise<void> {
  const { revision, runnerId, replicaId, policy, startedAt, deadlineAt } = execution;
  if (!revision || !runnerId || !replicaId || !policy || !startedAt || !deadlineAt) return;
  await db.insert(attempts).values({
    executionId: execution.id,
    attempt: execution.attempt,
    revision,
    runnerId,
    replicaId,
    policy,
    startedAt,
    deadlineAt,
  });
}
