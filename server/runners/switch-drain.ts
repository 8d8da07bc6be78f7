import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { Conflict, NotFound } from "#server/errors.ts";

export const RunnerIdSchema = z.string("id must be the id of a runner").transform((id) => {
  if (!z.uuid().safeParse(id).success) throw new NotFound(`There is no runner ${JSON.stringify(id)}.`);
  return id;
});

export const DrainRunnerInput = z.strictObject({ id: RunnerIdSchema });
export type DrainRunnerInput = z.output<typeof DrainRunnerInput>;

export interface DrainedRunner {
  id: string;
  host: string;
  /** Null while it takes work. */
  drainingAt: Date | null;
}

/**
 * The runner's replicas take nothing new and end when nothing runs on them; other runners start theirs. It stays so over
 * its restarts. Doing it again changes nothing. Throws NotFound, and Conflict for one that has stopped or is lost.
 */
export function drainRunner(ctx: Context, { id }: DrainRunnerInput): Promise<DrainedRunner> {
  return switchDrain(ctx, id, true);
}

/** It takes work again. */
export function undrainRunner(ctx: Context, { id }: DrainRunnerInput): Promise<DrainedRunner> {
  return switchDrain(ctx, id, false);
}

async function switchDrain(ctx: Context, id: string, drains: boolean): Promise<DrainedRunner> {
  const { sql, now } = ctx.database;
  const notes = auditedNotes(["runners", "services"], [{ type: "runner", runnerId: id }]);
  await sql`
    with switched as (
      update runners set draining_at = ${drains ? now() : null}, draining_by = ${drains ? ctx.actor : null}::text
      where id = ${id}::uuid and (draining_at is not null) <> ${drains}::boolean
        and (not ${drains}::boolean or state in ('active', 'stopping')) returning id, host
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now()}, ${ctx.actor}, ${drains ? "runner.drain" : "runner.undrain"}, 'runner', id::text,
        jsonb_build_object('host', host) from switched
    )
    select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text), switched`;
  const [row] = await sql<(DrainedRunner & { state: string })[]>`
    select id, host, state, draining_at as "drainingAt" from runners where id = ${id}`;
  if (!row) throw new NotFound(`There is no runner ${id}.`);
  const { state, ...runner } = row;
  if (drains && !runner.drainingAt) {
    const what = state === "lost" ? "is lost" : "has stopped";
    throw new Conflict(`The runner on ${row.host} ${what}: there is nothing to drain.`);
  }
  return runner;
}
