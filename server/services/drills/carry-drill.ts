import type { Context } from "#server/context.ts";
import { type StopEvent, stopsOf } from "#server/domain/cooperation.ts";
import { DRILL_LABEL, type DrillRun, drillStep, type EndedRun, judgeDrill } from "#server/domain/drill.ts";
import { CurfewError } from "#server/errors.ts";
import { createExecution } from "#server/executions/create.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { DRILL_NOTES } from "./start-drill.ts";

/** A drill that is held by whoever carries it on. */
interface HeldDrill {
  id: string;
  serviceId: string;
  functionName: string;
  input: Record<string, unknown>;
  runSeconds: number;
  createdBy: string;
  executionId: string | null;
}

/** How long a drill is left to whoever holds it: several times what one step takes. */
const HOLD_MS = 10_000;

/**
 * Takes each drill that is under way and that nobody else holds one step further. What was done and not written down is
 * done again, to no effect: its run has a key, and asking to stop again changes nothing.
 */
export async function carryDrillsOn(ctx: Context, carrier: string, signal: AbortSignal): Promise<void> {
  for (const drill of await hold(ctx, carrier)) {
    if (signal.aborted) return;
    await carryOn({ ...ctx, actor: drill.createdBy }, drill);
  }
}

async function hold({ database: { sql }, clock }: Context, carrier: string): Promise<HeldDrill[]> {
  const now = clock.now();
  return await sql<HeldDrill[]>`
    update drills set carrier = ${carrier}, carried_until = ${new Date(now.getTime() + HOLD_MS)}
    where id in (
      select id from drills where ended_at is null
        and (carried_until is null or carried_until < ${now} or carrier = ${carrier})
      order by id limit 50 for update skip locked)
    returning id, service_id as "serviceId", function_name as "functionName", input, run_seconds as "runSeconds",
      created_by as "createdBy", execution_id as "executionId"`;
}

async function carryOn(ctx: Context, drill: HeldDrill): Promise<void> {
  const run = drill.executionId === null ? null : await readRun(ctx, drill.executionId);
  switch (drillStep(drill.runSeconds, run, ctx.clock.now())) {
    case "start":
      return await start(ctx, drill);
    case "wait":
      return;
    case "stop":
      await terminateExecution(ctx, { id: run?.id ?? "", note: "Termination drill" });
      return;
    case "give-up":
      await terminateExecution(ctx, {
        id: run?.id ?? "",
        note: "Termination drill: nothing has begun to run it",
      });
      return;
    case "judge":
      if (run) await judge(ctx, drill, run);
  }
}

/** A run that can't be started any more (its function is gone, the queue is full) is a finding, too. */
async function start(ctx: Context, drill: HeldDrill): Promise<void> {
  const { id, serviceId, functionName, input } = drill;
  const started = await createExecution(ctx, {
    service: serviceId,
    functionName,
    input,
    idempotencyKey: `drill:${id}`,
    labels: { [DRILL_LABEL]: id },
  }).catch((error: unknown) => {
    if (error instanceof CurfewError) return null;
    throw error;
  });
  if (!started) {
    const findings = {
      tookMs: null,
      allowedMs: null,
      signal: null,
      saved: false,
      ranMs: null,
      revision: null,
    };
    return await write(ctx, id, { outcome: "not-started", findings });
  }
  await ctx.database.sql`update drills set execution_id = ${started.id} where id = ${id}`;
  await tell(ctx);
}

type Run = DrillRun & Pick<EndedRun, "runtime" | "policy" | "revision"> & { id: string };

async function readRun({ database: { sql } }: Context, id: string): Promise<Run | null> {
  const [run] = await sql<Run[]>`
    select e.id, e.status, e.created_at as "createdAt", e.started_at as "startedAt", e.stop_reason as "stopReason",
      e.policy, e.revision, r.config#>>'{program,runtime}' as runtime
    from executions e join services s on s.id = e.service_id
    join revisions r on r.service_id = s.id and r.number = coalesce(e.revision, s.revision)
    where e.id = ${id}`;
  return run ?? null;
}

async function judge(ctx: Context, drill: HeldDrill, run: Run): Promise<void> {
  const events = await ctx.database.sql<StopEvent[]>`
    select execution_id as "executionId", attempt, type, at, data->>'signal' as signal,
      type = 'order_answered' and data->>'kind' = 'withdraw' and data->>'refusal' is null as withdrawn
    from execution_events where execution_id = ${run.id} order by id`;
  await write(ctx, drill.id, judgeDrill({ ...run, stop: stopsOf(events).at(-1) ?? null }));
}

async function write(
  ctx: Context,
  id: string,
  { outcome, findings }: ReturnType<typeof judgeDrill>,
): Promise<void> {
  await ctx.database.sql`
    update drills set outcome = ${outcome}, findings = ${JSON.stringify(findings)}::text::jsonb,
      ended_at = ${ctx.clock.now()}, carried_until = null
    where id = ${id} and ended_at is null`;
  await tell(ctx);
}

async function tell({ database: { sql } }: Context): Promise<void> {
  await sql`select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${DRILL_NOTES}::text::jsonb) as n(channel text, payload text)`;
}
