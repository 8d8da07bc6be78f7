import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { AttemptSamples, ProgressPoint, UsagePoint } from "#server/domain/sample-views.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

/** Older attempts of one execution than the last so many are left out. */
const MOST_ATTEMPTS = 20;

const POINTS = "points must be a whole number from 10 to 1000";
const ATTEMPT = "attempt must be a whole number from 1";

export const ReadSamplesInput = z.strictObject({
  id: ExecutionIdSchema,
  /** Left out: all attempts, the last 20. */
  attempt: z.number(ATTEMPT).int(ATTEMPT).min(1, ATTEMPT).max(2_147_483_647, ATTEMPT).optional(),
  /** How many of each an attempt has at most; what is more is left out evenly. */
  points: z.number(POINTS).int(POINTS).min(10, POINTS).max(1_000, POINTS).default(500),
});
export type ReadSamplesInput = z.output<typeof ReadSamplesInput>;

type Attempt = Omit<AttemptSamples, "usage" | "progress">;

/** What its attempts used and reported over time, the first attempt first. Throws NotFound. */
export async function readSamples(ctx: Context, input: ReadSamplesInput): Promise<AttemptSamples[]> {
  const { sql } = ctx.database;
  const { id, attempt = null, points } = input;
  const attempts = await sql<Attempt[]>`
    select a.attempt, a.started_at as "startedAt", a.ended_at as "endedAt",
      case when r.isolation = 'shared' then 'shared-worker' else 'execution' end as "usageOf"
    from attempts a left join replicas r on r.id = a.replica_id
    where a.execution_id = ${id} and a.attempt = coalesce(${attempt}::int, a.attempt)
    order by a.attempt desc limit ${MOST_ATTEMPTS}`;
  if (attempts.length === 0) await findMissing(ctx, input);
  const numbers = attempts.map((one) => one.attempt);
  const [usage, progress] = await Promise.all([
    sql<(UsagePoint & { attempt: number })[]>`
      select attempt, at, cpu_cores as "cpuCores", memory_bytes::float8 as "memoryBytes", gpu_percent as "gpuPercent",
        gpu_memory_bytes::float8 as "gpuMemoryBytes"
      from usage_samples where execution_id = ${id} and attempt = any(${numbers}::int[]) order by attempt, slot`,
    sql<(ProgressPoint & { attempt: number })[]>`
      select attempt, at, percent, metrics
      from progress_samples where execution_id = ${id} and attempt = any(${numbers}::int[]) order by attempt, slot`,
  ]);
  return attempts.reverse().map((one) => ({
    ...one,
    usage: pointsOf(usage, one.attempt, points),
    progress: pointsOf(progress, one.attempt, points),
  }));
}

async function findMissing({ database: { sql } }: Context, { id, attempt }: ReadSamplesInput): Promise<void> {
  const found = await sql`select 1 from executions where id = ${id}`;
  if (found.length === 0) throw new NotFound(`There is no execution ${id}.`);
  if (attempt) throw new NotFound(`Execution ${id} has no attempt ${attempt}.`);
}

/** Evenly, and always with the newest. */
function pointsOf<P extends object>(rows: (P & { attempt: number })[], attempt: number, most: number): P[] {
  const own = rows.filter((row) => row.attempt === attempt);
  const every = Math.ceil(own.length / most);
  return own
    .filter((_, index) => (own.length - 1 - index) % every === 0)
    .map(({ attempt: _, ...point }) => point as unknown as P);
}
