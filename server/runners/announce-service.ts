import type { WorkHint } from "#db/channels.ts";
import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";

/** Tells the screens that a service's replicas have changed, and the runners what `hints` say. */
export async function announceService(
  sql: Context["database"]["sql"],
  serviceId: string,
  hints: WorkHint[] = [],
): Promise<void> {
  const topics = ["runners", "services", `service:${serviceId}`];
  for (const { channel, payload } of notifications(hints, topics)) await sql.notify(channel, payload);
}
