import { v7 as uuid } from "uuid";
import { buildConfig } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";

const SERVICES = 20;
const AT_ONCE = 100_000;
const DAYS = 90;

/**
 * Fills the tables with executions of three months as a busy shop has them: twenty services of which the first has half,
 * nearly all ended, a fifth labelled with one of eight teams and one in a hundred with a run of its own.
 */
export async function fillList({ database: { sql } }: Context, rows: number): Promise<void> {
  const services = Array.from({ length: SERVICES }, (_, n) => ({ id: uuid(), name: `scale-${n}` }));
  const [runner, replica] = [uuid(), uuid()];
  const config = JSON.stringify(buildConfig());
  await sql`insert into services (id, name, created_at, updated_at, updated_by, paused_at, paused_by)
    select id, name, now(), now(), 'bench', now(), 'bench' from jsonb_to_recordset(${JSON.stringify(services)}::text::jsonb)
      as s(id uuid, name text)`;
  await sql`insert into revisions (service_id, number, config, author, created_at)
    select id, 1, ${config}::text::jsonb, 'bench', now() from services where name like 'scale-%'`;
  const ids = services.map(({ id }) => id);
  for (let from = 0; from < rows; from += AT_ONCE) {
    const to = Math.min(rows, from + AT_ONCE);
    await sql`
      with made as (
        select n, now() - interval '1 day' * ${DAYS} * (1 - n::float8 / ${rows}) as at, random() as r, random() as s, random() as u, random() as v, random() as w
        from generate_series(${from}::int, ${to - 1}::int) n
      ), kinds as (
        select *, case when r < 0.0003 then 'in-progress' when r < 0.002 then 'created' when r < 0.85 then 'success'
            when r < 0.95 then 'failed' else 'terminated' end as status,
          (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex((random() * 4095)::int), 3, '0')
            || '8' || lpad(to_hex((random() * 268435455)::int), 7, '0') || lpad(to_hex((random() * 4294967295)::bigint), 8, '0'))::uuid as id
        from made
      ), put as (
        insert into executions (id, service_id, function_name, input, status, reason, message, created_at, created_by,
          updated_at, ended_at, attempt, revision, runner_id, replica_id, policy, started_at, deadline_at, output)
        select id, (${ids}::uuid[])[1 + floor(power(s, 3) * ${SERVICES})::int], case when u < 0.8 then 'run' else 'evaluate' end,
          '{"epochs": 10}', status, case status when 'failed' then 'error' when 'terminated' then 'terminated' end,
          case status when 'failed' then 'ValueError: line ' || n || ' has no header' when 'success' then 'Execution finished' end,
          at, case when v < 0.9 then 'scheduler' else 'ada@example.org' end, at,
          case when status in ('success', 'failed', 'terminated') then at + interval '3 minutes' end, 1,
          case when status <> 'created' then 1 end, case when status <> 'created' then ${runner}::uuid end,
          case when status <> 'created' then ${replica}::uuid end,
          case when status <> 'created' then ${JSON.stringify(DEFAULT_POLICY)}::text::jsonb end,
          case when status <> 'created' then at end, case when status <> 'created' then at + interval '1 hour' end, '{"ok": true}'
        from kinds
      ), teams as (
        insert into execution_labels select id, 'team', 'team-' || floor(random() * 8)::int from kinds where w < 0.2
      ) insert into execution_labels select id, 'run', n::text from kinds where n % 100 = 0`;
  }
  await sql`vacuum analyze executions`;
  await sql`vacuum analyze execution_labels`;
}
