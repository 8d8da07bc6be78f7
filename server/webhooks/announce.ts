import type postgres from "postgres";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import type { Database } from "#db/client.ts";
import { storableJson } from "#db/storable-json.ts";
import type { WebhookEvent } from "#server/domain/webhook.ts";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** Something that webhooks may be told of. */
export interface Occurrence {
  event: WebhookEvent;
  at: Date;
  serviceId: string;
  /** Null when it is about the service. */
  executionId: string | null;
  facts: Record<string, unknown>;
}

/** What wakes those who deliver, and screens that show deliveries. */
export const WEBHOOK_TOPIC = "webhooks";

export interface Announcement {
  /** `announced as (…)`, for the statement that writes what has happened. */
  cte: Fragment;
  /** A column for its last select: wakes those who deliver, when there is something to deliver. */
  tell: Fragment;
}

/**
 * Writes one delivery for each webhook that wants to hear of a row of `source`, which gives `event, at, service_id,
 * execution_id, facts`. Where there is no webhook, one look at an empty table is all that is done: the condition on
 * nothing but the webhooks is asked first.
 */
export function announceRows({ sql, now }: Database, source: Fragment): Announcement {
  const cte = sql`announced as (
      insert into webhook_deliveries (webhook_id, event, at, service_id, execution_id, facts, next_try_at)
      select w.id, o.event, o.at, o.service_id, o.execution_id, o.facts, ${now()}
      from webhooks w cross join (${source}) o
      where (select exists (select from webhooks where enabled)) and w.enabled and o.event = any(w.events)
        and (w.service_ids is null or o.service_id = any(w.service_ids))
      returning seq
    )`;
  const tell = sql`(select count(pg_notify(${CHANGES_CHANNEL}, ${JSON.stringify([WEBHOOK_TOPIC])}))
      from (select from announced limit 1) a)`;
  return { cte, tell };
}

/** The same for what is known beforehand; `more` is `union all select …` of what only the statement finds. */
export function announce(
  database: Database,
  occurrences: Occurrence[],
  more: Fragment = database.sql``,
): Announcement {
  const rows = occurrences.map(({ event, at, serviceId, executionId, facts }) => ({
    event,
    at,
    service_id: serviceId,
    execution_id: executionId,
    facts,
  }));
  const source = database.sql`
    select event, at, service_id, execution_id, facts from jsonb_to_recordset(${storableJson(rows)}::text::jsonb)
      as c(event text, at timestamptz, service_id uuid, execution_id uuid, facts jsonb) ${more}`;
  return announceRows(database, source);
}
