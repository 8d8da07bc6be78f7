import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";

/** At a time; what is left comes with the next call. */
const MOST = 1_000;

/**
 * Lets executions that wait for another try be claimed once their time has come: what waits for its time stands in another
 * index than what can be claimed, so that a claim never reads over it. Call it every second or so. How many there were.
 */
export async function releaseDue({ database: { sql, now } }: Pick<Context, "database">): Promise<number> {
  const released = await sql<{ id: string; serviceId: string }[]>`
    update executions e set not_before = null, updated_at = ${now()}
    from (select id from executions where not_before <= ${now()}
      order by not_before limit ${MOST} for update skip locked) due
    where e.id = due.id returning e.id, e.service_id as "serviceId"`;
  if (released.length === 0) return 0;
  const services = [...new Set(released.map(({ serviceId }) => serviceId))];
  const topics = ["executions", ...released.map(({ id }) => `execution:${id}`)];
  const notes = notifications(
    services.map((serviceId) => ({ type: "created", serviceId })),
    topics,
  );
  await sql`select pg_notify(n.channel, n.payload)
    from jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text)`;
  return released.length;
}
