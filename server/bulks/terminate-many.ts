import type { Context } from "#server/context.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { Applied } from "#server/executions/apply-event.ts";
import {
  otherConditions,
  serviceCondition,
  statusCondition,
  timeCondition,
} from "#server/executions/conditions.ts";
import { requestStops } from "#server/executions/terminate.ts";
import type { HeldBulk, Outcome } from "./carry-on.ts";
import { meantBy } from "./prepare.ts";

/** How many are found and stopped in one step when nobody counted them. */
const AT_ONCE = 1_000;

/** In two halves beside each other: the database writes them on two cores. */
export async function terminateMany(ctx: Context, bulk: HeldBulk, ids: string[]): Promise<Outcome[]> {
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)];
  const answers = await Promise.all(
    halves.map((half) => requestStops(ctx, half, { note: bulk.note, mode: bulk.arguments.mode })),
  );
  const applied = answers.flat();
  return ids.map((executionId, index) => outcomeOf(executionId, applied[index]));
}

function outcomeOf(executionId: string, applied: Applied | undefined): Outcome {
  if (!applied?.state) return { executionId, state: "skipped", message: "It is no longer there." };
  if (applied.effect === "changed") return { executionId, state: "done" };
  const ended = isTerminal(applied.state.status);
  return {
    executionId,
    state: "skipped",
    message: ended ? "It had ended already." : "It was asked to stop already.",
  };
}

/** Finds the next that are to be stopped, and stops them; what runs comes first. Who was stopped is not found again. */
export async function stopMatching(ctx: Context, bulk: HeldBulk): Promise<Outcome[]> {
  const { sql } = ctx.database;
  const { serviceId } = bulk.arguments;
  const filter = meantBy("terminate", bulk.filter ?? "", bulk.startedAt);
  const rows = await sql<{ id: string }[]>`
    select e.id from executions e
    where e.status in ('created', 'in-progress') and not e.stop_final and e.created_at <= ${bulk.startedAt}
      and ${filter.ids ? sql`e.id = any(${filter.ids}::uuid[])` : sql`true`}
      and ${serviceId ? sql`e.service_id = ${serviceId}` : serviceCondition(sql, filter.services)} and ${statusCondition(sql, filter.statuses)}
      and ${timeCondition(sql, filter, sql`e.id`)} and ${otherConditions(sql, filter, filter.labels)}
    order by e.status desc limit ${AT_ONCE}`;
  return rows.length === 0
    ? []
    : await terminateMany(
        ctx,
        bulk,
        rows.map(({ id }) => id),
      );
}
