import type { BulkArguments } from "#db/schema/bulks.ts";
import type { Context } from "#server/context.ts";
import type { BulkItemState, BulkKind } from "#server/domain/bulk.ts";
import { extendMany } from "./extend-many.ts";
import { labelMany } from "./label-many.ts";
import { BULK_NOTES } from "./move.ts";
import { rerunMany } from "./rerun-many.ts";
import { stopMatching, terminateMany } from "./terminate-many.ts";

/** A bulk that is held by whoever carries it on. */
export interface HeldBulk {
  id: string;
  kind: BulkKind;
  filter: string | null;
  arguments: BulkArguments;
  note: string | null;
  /** Null when it began without counting. */
  total: number | null;
  startedAt: Date;
  startedBy: string;
}

/** What came of one execution. */
export interface Outcome {
  executionId: string;
  state: Exclude<BulkItemState, "waiting">;
  message?: string;
  /** The execution that was started, or the order that was given. */
  resultId?: string;
}

/** Does the same thing to some executions; done again to the same ones, nothing more comes of it. */
export type DoMany = (ctx: Context, bulk: HeldBulk, ids: string[]) => Promise<Outcome[]>;

const MANY: Record<BulkKind, { doMany: DoMany; atOnce: number }> = {
  terminate: { doMany: terminateMany, atOnce: 1_000 },
  extend: { doMany: extendMany, atOnce: 200 },
  label: { doMany: labelMany, atOnce: 500 },
  rerun: { doMany: rerunMany, atOnce: 50 },
};

/** How long a bulk is left to whoever holds it: several times what one step takes. */
const HOLD_MS = 10_000;

/**
 * Takes the most urgent bulk that is under way and that nobody else holds, and does one step of it: a stop that begins
 * meanwhile waits for no more than that. False when there was none. Each step is written down before the next, so that
 * whoever takes over knows where it stands; a step that was done and not written down is done again, to no effect.
 */
export async function carryOnBulk(ctx: Context, carrier: string, signal: AbortSignal): Promise<boolean> {
  const bulk = await hold(ctx, carrier);
  if (!bulk) return false;
  if (signal.aborted) return true;
  const asStarter = { ...ctx, actor: bulk.startedBy };
  const outcomes =
    bulk.total === null ? await stopMatching(asStarter, bulk) : await nextStep(asStarter, bulk);
  if (outcomes.length === 0) await finish(ctx, carrier, bulk.id);
  else await writeDown(ctx, bulk, outcomes);
  return true;
}

async function nextStep(ctx: Context, bulk: HeldBulk): Promise<Outcome[]> {
  const { doMany, atOnce } = MANY[bulk.kind];
  const rows = await ctx.database.sql<{ id: string }[]>`
    select execution_id as id from bulk_items where bulk_id = ${bulk.id} and state = 'waiting'
    order by place limit ${atOnce}`;
  return rows.length === 0
    ? []
    : await doMany(
        ctx,
        bulk,
        rows.map(({ id }) => id),
      );
}

/** Stops come first, those that nobody counted before all others; then the oldest. Null when there is none to hold. */
async function hold(ctx: Context, carrier: string): Promise<HeldBulk | null> {
  const { sql, now } = ctx.database;
  const [held] = await sql<HeldBulk[]>`
    update bulks set carrier = ${carrier}, carried_until = ${now()} + ${HOLD_MS}::int * interval '1 millisecond'
    where id = (
      select id from bulks where status = 'running'
        and (carried_until is null or carried_until < ${now()} or carrier = ${carrier})
      order by kind = 'terminate' desc, total is null desc, id limit 1 for update skip locked)
    returning id, kind, filter, arguments, note, total, started_at as "startedAt", started_by as "startedBy"`;
  return held ?? null;
}

/** Those that were found only now are listed now. */
async function writeDown(ctx: Context, bulk: HeldBulk, outcomes: Outcome[]): Promise<void> {
  const rows = outcomes.map(({ executionId, state, message, resultId }) => ({
    execution_id: executionId,
    state,
    message,
    result_id: resultId,
  }));
  await ctx.database.sql`
    with outcomes as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as o(execution_id uuid, state text, message text, result_id uuid) limit ${rows.length}
    ), written as (
      insert into bulk_items (bulk_id, execution_id, place, state, message, result_id, at)
      select ${bulk.id}::uuid, execution_id, 0, state, message, result_id, ${ctx.clock.now()}::timestamptz from outcomes
      on conflict (bulk_id, execution_id) do update set state = excluded.state, message = excluded.message,
        result_id = excluded.result_id, at = excluded.at
    ) select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${BULK_NOTES}::text::jsonb) as n(channel text, payload text)`;
}

async function finish(ctx: Context, carrier: string, id: string): Promise<void> {
  await ctx.database.sql`
    with done as (
      update bulks b set status = 'done', ended_at = ${ctx.clock.now()}, carried_until = null,
        total = coalesce(b.total, (select count(*) from bulk_items i where i.bulk_id = b.id))
      where id = ${id} and status = 'running' and carrier = ${carrier} returning id
    ) select count(pg_notify(n.channel, n.payload)) from done
    cross join jsonb_to_recordset(${BULK_NOTES}::text::jsonb) as n(channel text, payload text)`;
}
