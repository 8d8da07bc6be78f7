import { v7 as uuid } from "uuid";
import { z } from "zod";
import { readNow } from "#db/client.ts";
import type { BulkArguments } from "#db/schema/bulks.ts";
import type { Context } from "#server/context.ts";
import { BULK_KINDS, type BulkKind, MOST_FROZEN } from "#server/domain/bulk.ts";
import type { BulkDraft } from "#server/domain/bulk-views.ts";
import type { StatusFilter } from "#server/domain/query/execution-query.ts";
import { InvalidInput } from "#server/errors.ts";
import {
  type DeadlineMove,
  DeadlineMoveShape,
  movesGiven,
  sharedDeadline,
} from "#server/executions/deadline-move.ts";
import { type ResolvedFilter, resolveFilter, WhereSchema } from "#server/executions/filter.ts";
import { findIds } from "#server/executions/find-ids.ts";
import { LabelChangeSchema } from "#server/executions/label.ts";
import { StopModeSchema } from "#server/executions/terminate.ts";
import { foreseen } from "./foreseen.ts";
import { modeFault } from "./move.ts";

const idsWords = `ids must be 1 to ${MOST_FROZEN} ids of executions`;

export const PrepareBulkInput = z
  .strictObject({
    kind: z.enum(BULK_KINDS, { error: `kind is one of ${BULK_KINDS.join(", ")}` }),
    ids: z.array(z.uuid(idsWords)).min(1, idsWords).max(MOST_FROZEN, idsWords).optional(),
    where: z.string("where must be text").optional().describe("The filter, as it is typed in the list."),
    mode: StopModeSchema,
    ...DeadlineMoveShape,
    set: LabelChangeSchema.shape.set.optional().describe("Labels that `label` sets."),
    remove: LabelChangeSchema.shape.remove.optional().describe("Keys of labels that `label` removes."),
  })
  .superRefine((input, check) => {
    for (const message of faultsOf(input)) check.addIssue({ code: "custom", message });
    if (input.mode && input.kind !== "terminate")
      check.addIssue({ code: "custom", path: ["mode"], message: modeFault(input.kind) });
  });
export type PrepareBulkInput = z.output<typeof PrepareBulkInput>;

interface About extends DeadlineMove {
  kind: BulkKind;
  ids?: string[] | undefined;
  where?: string | undefined;
  set?: object | undefined;
  remove?: string[] | undefined;
}

function faultsOf(input: About): string[] {
  const labels = Object.keys(input.set ?? {}).length + (input.remove?.length ?? 0) > 0;
  const moves = movesGiven(input);
  return [
    ...((input.ids === undefined) === (input.where === undefined)
      ? ["either ids or where must be given, and not both"]
      : []),
    ...(moves === (input.kind === "extend" ? 1 : 0)
      ? []
      : ["inSeconds, bySeconds and at go with extend, and extend with one of them"]),
    ...(labels === (input.kind === "label")
      ? []
      : ["set and remove go with label, and label with one of them"]),
  ];
}

const PAGE = 5_000;

/**
 * Finds out whom a bulk is about and writes that down: nothing is done to them, and nobody who comes later is among
 * them. Throws InvalidInput when there are none, or too many.
 */
export async function prepareBulk(ctx: Context, input: PrepareBulkInput): Promise<BulkDraft> {
  const { kind, where, bySeconds, set, remove, mode } = input;
  const at = sharedDeadline(input, await readNow(ctx.database));
  const wanted = input.ids ? [...new Set(input.ids)] : await idsOf(ctx, kind, where ?? "");
  const id = uuid();
  const args: BulkArguments = {
    ...(bySeconds !== undefined && { bySeconds }),
    ...(at && { at: at.toISOString() }),
    ...(mode && { mode }),
    ...(kind === "label" && { set: set ?? {}, remove: remove ?? [] }),
  };
  const total = await freeze(ctx, { id, kind, filter: where ?? null, args, wanted });
  if (total === 0)
    throw new InvalidInput([{ field: where === undefined ? "ids" : "where", message: NOBODY[kind] }]);
  return { id, kind, total, ...(await foreseen(ctx, { id, kind, mode })) };
}

const NOBODY: Record<BulkKind, string> = {
  terminate: "nothing that fits is waiting or running",
  extend: "nothing that fits is running",
  rerun: "nothing that fits has ended",
  label: "nothing fits",
};

/** By a filter, only those are meant that there is something to do for. */
const MEANT: Record<BulkKind, StatusFilter[] | null> = {
  terminate: ["created", "in-progress"],
  extend: ["in-progress"],
  rerun: ["success", "failed", "terminated"],
  label: null,
};

/** The filter at this moment, narrowed to those that there is something to do for. */
export function meantBy(kind: BulkKind, where: string, now: Date): ResolvedFilter {
  const parsed = WhereSchema.safeParse(where);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidInput([{ field: "where", message: issue?.message ?? "can't be read" }]);
  }
  const statuses = MEANT[kind];
  const filter = resolveFilter({ where: parsed.data, ...(statuses && { statuses }) }, now);
  const running = filter.sort === "longest" || filter.sort === "deadline";
  return running ? filter : { ...filter, sort: "oldest" };
}

async function idsOf(ctx: Context, kind: BulkKind, where: string): Promise<string[]> {
  const filter = meantBy(kind, where, ctx.clock.now());
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const found = await findIds(ctx, filter, { cursor, limit: PAGE, lookAt: 4 * PAGE });
    ids.push(...found.ids);
    if (ids.length > MOST_FROZEN) {
      const message = `more than ${MOST_FROZEN} fit: narrow the filter, or stop them all without counting`;
      throw new InvalidInput([{ field: "where", message }]);
    }
    if (found.next === null) return ids;
    cursor = found.next;
  }
}

interface Freezing {
  id: string;
  kind: BulkKind;
  filter: string | null;
  args: BulkArguments;
  wanted: string[];
}

/** What runs comes first, then the oldest. Ids that no execution has are left out. */
async function freeze(ctx: Context, { id, kind, filter, args, wanted }: Freezing): Promise<number> {
  const { sql } = ctx.database;
  const [row] = await sql<{ total: number }[]>`
    with found as materialized (
      select e.id, (row_number() over (order by e.status = 'in-progress' desc, e.id))::int as place
      from executions e where e.id = any(${wanted}::uuid[])
    ), made as (
      insert into bulks (id, kind, status, filter, arguments, total, created_at, created_by)
      select ${id}::uuid, ${kind}, 'draft', ${filter}::text, ${JSON.stringify(args)}::text::jsonb, count(*),
        ${ctx.clock.now()}::timestamptz, ${ctx.actor} from found having count(*) > 0 returning id
    ), listed as (
      insert into bulk_items (bulk_id, execution_id, place) select made.id, found.id, place from made, found
    ) select count(*)::int as total from found`;
  return row?.total ?? 0;
}
