import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { Durations, PastRun } from "#server/domain/duration-views.ts";
import type { TypicalDuration } from "#server/domain/overview.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";
import { type ServiceFunction, typicalDurations } from "./typical-durations.ts";

export const ReadDurationsInput = z.strictObject({ id: ExecutionIdSchema });
export type ReadDurationsInput = z.output<typeof ReadDurationsInput>;

const MOST_RUNS = 100;
/** Of the newest so many of its service, those of its function are looked for. */
const LOOKED_AT = 1_000;

/** The newest runs of the same function that have ended, newest first, and how long good ones take. Throws NotFound. */
export async function readDurations(ctx: Context, { id }: ReadDurationsInput): Promise<Durations> {
  const { sql } = ctx.database;
  const [own] = await sql<ServiceFunction[]>`
    select service_id as "serviceId", function_name as "functionName" from executions where id = ${id}`;
  if (!own) throw new NotFound(`There is no execution ${id}.`);
  const [runs, [typical]] = await Promise.all([
    sql<PastRun[]>`
      select r.id, r.status, r.started_at as "startedAt", r.ended_at as "endedAt" from (
        select id, function_name, status, started_at, ended_at from executions
        where service_id = ${own.serviceId} order by id desc limit ${LOOKED_AT}) r
      where r.function_name = ${own.functionName} and r.started_at is not null and r.ended_at is not null
      order by r.id desc limit ${MOST_RUNS}`,
    typicalDurations(ctx, [own]),
  ]);
  const { functionName } = own;
  return { functionName, runs: [...runs], p50Ms: typical?.p50Ms ?? null, p95Ms: typical?.p95Ms ?? null };
}

const words = "functions must be a list of at most 100, each with serviceId and functionName";
export const TypicalInput = z.strictObject({
  functions: z
    .array(z.strictObject({ serviceId: z.uuid(words), functionName: z.string(words).max(200, words) }), words)
    .max(100, words),
});
export type TypicalInput = z.output<typeof TypicalInput>;

/** How long good runs of these functions take; those with too few are left out. */
export function readTypical(ctx: Context, { functions }: TypicalInput): Promise<TypicalDuration[]> {
  return typicalDurations(ctx, functions);
}
