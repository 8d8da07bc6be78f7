import { z } from "zod";
import type { Database } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { DELIVERY_STATES, type DeliveryTry, type DeliveryView } from "#server/domain/webhook.ts";
import { getWebhook } from "./list.ts";
import { WebhookIdSchema } from "./webhook-input.ts";

const limitWords = "limit must be a whole number from 1 to 200";
const cursorWords = "cursor must be the nextCursor of a page";

export const ListDeliveriesInput = z.strictObject({
  id: WebhookIdSchema,
  state: z
    .enum(DELIVERY_STATES, `state must be one of ${DELIVERY_STATES.join(", ")}`)
    .optional()
    .describe("Only those in this state."),
  limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(200, limitWords).default(50),
  cursor: z
    .string(cursorWords)
    .regex(/^\d{1,15}$/, cursorWords)
    .nullish(),
  // What tRPC's infinite queries add; pages go one way.
  direction: z.literal("forward").optional(),
});
export type ListDeliveriesInput = z.input<typeof ListDeliveriesInput>;

export interface DeliveryPage {
  /** Newest first. */
  rows: DeliveryView[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** What one webhook was told, is told and will be, as far as it is kept: a week, and the newest 2,000. */
export async function listDeliveries(ctx: Context, input: ListDeliveriesInput): Promise<DeliveryPage> {
  const { sql } = ctx.database;
  const { id, state, limit = 50, cursor } = input;
  await getWebhook(ctx, { id });
  const rows = await sql<(RawDelivery & { seq: number })[]>`
    select d.seq::float8 as seq, ${deliveryColumns(sql)}
    from webhook_deliveries d left join services s on s.id = d.service_id
    where d.webhook_id = ${id} and (${cursor ?? null}::bigint is null or d.seq < ${cursor ?? null}::bigint)
      and (${state ?? null}::text is null or d.state = ${state ?? null}::text)
    order by d.seq desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? String(shown.at(-1)?.seq) : null;
  return { rows: shown.map(({ seq: _, ...row }) => toDelivery(row)), nextCursor };
}

export type RawDelivery = Omit<DeliveryView, "tries"> & {
  tries: (Omit<DeliveryTry, "at"> & { at: string })[];
};

/** A delivery, from `webhook_deliveries d` and its service `s`. */
export function deliveryColumns(sql: Database["sql"]) {
  return sql`d.id, d.webhook_id as "webhookId", d.event, d.state, d.at, d.execution_id as "executionId",
    s.name as "serviceName", d.next_try_at as "nextTryAt", d.ended_at as "endedAt", d.tries, d.body`;
}

export function toDelivery({ tries, ...row }: RawDelivery): DeliveryView {
  return { ...row, tries: tries.map((one) => ({ ...one, at: new Date(one.at) })) };
}
