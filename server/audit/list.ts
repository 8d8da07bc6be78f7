import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditEntry, type AuditPage } from "#server/domain/audit.ts";
import { InvalidInput } from "#server/errors.ts";

const limitWords = "limit must be a whole number from 1 to 200";
const cursorWords = "cursor must be the nextCursor of a page";
const actorWords = "actor must be a person's address or api-key:<name>, of at most 200 characters";
const subjectWords = "subjectId must be the id of what it was done to";

export const ListAuditInput = z.strictObject({
  actor: z
    .string(actorWords)
    .min(1, actorWords)
    .max(200, actorWords)
    .refine(isStorable, actorWords)
    .optional()
    .describe("Only what they did: a person's address or `api-key:<name>`."),
  action: z
    .enum(AUDIT_ACTIONS, `action must be one of ${AUDIT_ACTIONS.join(", ")}`)
    .optional()
    .describe("Only this."),
  subjectType: z
    .enum(AUDIT_SUBJECTS, `subjectType must be one of ${AUDIT_SUBJECTS.join(", ")}`)
    .optional()
    .describe("Only what was done to one of these."),
  subjectId: z
    .string(subjectWords)
    .min(1, subjectWords)
    .max(200, subjectWords)
    .refine(isStorable, subjectWords)
    .optional()
    .describe("Only what was done to this one; with `subjectType`."),
  from: z.date("from must be a time").optional().describe("Not before this."),
  to: z.date("to must be a time").optional().describe("Before this."),
  limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(200, limitWords).default(50),
  cursor: z
    .string(cursorWords)
    .regex(/^\d{1,15}$/, cursorWords)
    .nullish(),
  // What tRPC's infinite queries add; pages go one way.
  direction: z.literal("forward").optional(),
});
export type ListAuditInput = z.input<typeof ListAuditInput>;

/** What people and programs did, newest first, a page at a time. */
export async function listAudit(ctx: Context, input: ListAuditInput): Promise<AuditPage> {
  const { subjectType, subjectId, limit = 50 } = input;
  if (subjectId && !subjectType) {
    throw new InvalidInput([{ field: "subjectId", message: "subjectId needs a subjectType beside it" }]);
  }
  const rows = await read(ctx, input, limit + 1);
  const shown = rows.slice(0, limit);
  return { rows: shown, nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null };
}

/** Each filter has an index of its own, in the order of ids; one that is not set is no part of the statement. */
async function read(ctx: Context, input: ListAuditInput, most: number): Promise<AuditEntry[]> {
  const { sql } = ctx.database;
  const { actor, action, subjectType, subjectId, from, to, cursor } = input;
  const where = sql`
    ${actor ? sql`and a.actor = ${actor}` : sql``} ${action ? sql`and a.action = ${action}` : sql``}
    ${subjectType ? sql`and a.subject_type = ${subjectType}` : sql``}
    ${subjectId ? sql`and a.subject_id = ${subjectId}` : sql``}
    ${from ? sql`and a.at >= ${from}` : sql``} ${to ? sql`and a.at < ${to}` : sql``}
    ${cursor ? sql`and a.id < ${cursor}::bigint` : sql``}`;
  return [
    ...(await sql<AuditEntry[]>`
      select a.id::float8 as id, a.at, a.actor, a.action, a.subject_type as "subjectType", a.subject_id as "subjectId",
        case a.subject_type
          when 'execution' then (select s.name from executions e join services s on s.id = e.service_id
            where e.id = a.subject_id::uuid)
          when 'service' then (select s.name from services s where s.id = a.subject_id::uuid)
          when 'webhook' then coalesce((select w.name from webhooks w where w.id = a.subject_id::uuid), a.data->>'name')
          else a.data->>'name' end as "subjectName", a.data
      from (select * from audit a where true ${where} order by a.id desc limit ${most}) a
      order by a.id desc`),
  ];
}
