import type { Context } from "#server/context.ts";
import { abandonOrphans } from "./abandon-replica.ts";
import { LeaseWatch, SAME_SIGN_MS, type SignOfLife } from "./lease-watch.ts";
import { endReplica } from "./replica-rows.ts";

/** What was given up. */
export interface Reaped {
  runners: number;
  replicas: number;
  executions: number;
}

/** Of all runners and replicas that have not ended. */
export async function signsOfLife({ database: { sql } }: Pick<Context, "database">): Promise<SignOfLife[]> {
  return sql<SignOfLife[]>`
    select 'runner' as kind, id, extract(epoch from heartbeat_at)::float8 * 1000 as at
    from runners where state in ('active', 'stopping')
    union all
    select 'replica', id, extract(epoch from heartbeat_at)::float8 * 1000 from replicas where ended_at is null`;
}

/** Gives up those that have given no other sign meanwhile, and applies `onReset` to whatever is held by nobody. */
export async function giveUp(ctx: Context, silent: SignOfLife[]): Promise<Reaped> {
  const { sql } = ctx.database;
  const still = (kind: SignOfLife["kind"]) => sql`
    select id from jsonb_to_recordset(${JSON.stringify(silent.filter((sign) => sign.kind === kind))}::text::jsonb)
      as s(id uuid, at float8)
    where abs(extract(epoch from t.heartbeat_at)::float8 * 1000 - s.at) < ${SAME_SIGN_MS} and s.id = t.id`;
  const runners = await sql`
    update runners t set state = 'lost' where state in ('active', 'stopping') and exists (${still("runner")})
    returning id`;
  const replicas = await sql<{ id: string }[]>`
    select id from replicas t where ended_at is null and exists (${still("replica")})`;
  for (const { id } of replicas)
    await endReplica(ctx, id, "lost", "Its lease ended: nothing was heard of it for 30 s");
  return { runners: runners.length, replicas: replicas.length, executions: await abandonOrphans(ctx) };
}

export interface ReaperRows {
  signsOfLife(): Promise<SignOfLife[]>;
  giveUp(silent: SignOfLife[]): Promise<Reaped>;
}

/** Gives up what is lost, once the database has answered for a whole lease without a gap. */
export class Reaper {
  readonly #rows: ReaperRows;
  readonly #watch: LeaseWatch;

  constructor(rows: ReaperRows, clock: Context["clock"]) {
    this.#rows = rows;
    this.#watch = new LeaseWatch(clock);
  }

  /** Call it every few seconds. Null when nothing was given up. */
  async tick(
    mayReap: (silent: SignOfLife[], all: SignOfLife[]) => boolean = () => true,
  ): Promise<Reaped | null> {
    try {
      const all = await this.#rows.signsOfLife();
      const silent = this.#watch.look(all);
      if (!mayReap(silent, all)) return null;
      const reaped = await this.#rows.giveUp(silent);
      return Object.values(reaped).some((count) => count > 0) ? reaped : null;
    } catch (error) {
      this.#watch.beginAnew();
      throw error;
    }
  }
}
