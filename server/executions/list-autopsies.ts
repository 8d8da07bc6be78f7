import { z } from "zod";
import type { Context } from "#server/context.ts";
import {
  type AttemptAutopsies,
  type Autopsy,
  blockedAt,
  type CutFacts,
  whyNoAutopsy,
} from "#server/domain/autopsy.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

export const ListAutopsiesInput = z.strictObject({ id: ExecutionIdSchema });
export type ListAutopsiesInput = z.output<typeof ListAutopsiesInput>;

/** Older attempts of one execution than the last so many are left out. */
const MOST_ATTEMPTS = 20;

interface Row {
  attempt: number;
  /** In the order in which they were taken. */
  autopsies: Autopsy[];
  /** What its end was noted with; null while it runs. */
  end: (CutFacts & Record<string, unknown>) | null;
}

/** What each attempt did before it was killed, or why nobody can say; the newest attempt first. */
export async function listAutopsies(ctx: Context, { id }: ListAutopsiesInput): Promise<AttemptAutopsies[]> {
  const { sql } = ctx.database;
  const rows = await sql<Row[]>`
    select a.attempt,
      coalesce((select jsonb_agg(p.autopsy order by p.at, p.signal desc) from autopsies p
        where p.execution_id = a.execution_id and p.attempt = a.attempt), '[]') as autopsies,
      (select v.data from execution_events v where v.execution_id = a.execution_id and v.attempt = a.attempt
        and v.type in ('ended', 'rerun') order by v.id desc limit 1) as "end"
    from attempts a where a.execution_id = ${id} order by a.attempt desc limit ${MOST_ATTEMPTS}`;
  if (rows.length === 0 && !(await exists(ctx, id))) throw new NotFound(`There is no execution ${id}.`);
  return rows.map(({ attempt, autopsies, end }) => ({
    attempt,
    autopsies: autopsies.map((autopsy) => ({ ...autopsy, blockedAt: blockedAt(autopsy) })),
    missing: autopsies.length === 0 && end ? whyNoAutopsy(end) : null,
  }));
}

async function exists(ctx: Context, id: string): Promise<boolean> {
  const found = await ctx.database.sql`select 1 from executions where id = ${id}`;
  return found.length > 0;
}
