import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import {
  type BulkTerm,
  type ExecutionQuery,
  type LabelTerm,
  MARK_STATUSES,
  type Mark,
  NO_QUERY,
  readBulkTerm,
  type Sort,
  STATUS_FILTERS,
  type StatusFilter,
} from "#server/domain/query/execution-query.ts";
import { parseQuery } from "#server/domain/query/parse-query.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";

const timeWords = (name: string) => `${name} must be a time, for instance 2026-11-01T10:00:00Z`;
const idWords = "each of ids must be the id of an execution";
const statusWords = `a status filter is one of ${STATUS_FILTERS.join(", ")}`;

/** A filter as people type it: `service:train status:in-progress older:1h label.team=vision`. */
export const WhereSchema = z
  .string("where must be text")
  .refine(isStorable, "where must be without NUL characters")
  .transform((text, check): ExecutionQuery => {
    const parsed = parseQuery(text);
    if ("query" in parsed) return parsed.query;
    const { message, start, end } = parsed.fault;
    const word = start === 0 && end === text.length ? "" : `${text.slice(start, end).slice(0, 80)}: `;
    check.addIssue({ code: "custom", message: `${word}${message}` });
    return z.NEVER;
  });

/** Which executions are meant; what is left out does not restrict, and all that is given must fit. */
export const ExecutionFilterSchema = z.strictObject({
  where: WhereSchema.optional().describe(
    "As it is typed in the list: `service:train status:in-progress older:1h label.team=vision sort:oldest`. Of what runs, `is:lost`, `is:stalled`, `is:overdue` (past its deadline) and `is:slow` (longer than 95 of 100 good runs of its function took) find what wants a look: the last three only what nobody has asked to stop and whose agent answers; `is:unverified` finds what ended although nobody could prove that nothing of it is left, `bulk:<id>` those that a bulk is about, `bulk:<id>/failed` those that it was refused for. A time without a zone is UTC.",
  ),
  services: z.array(ServiceNameSchema).max(100).optional().describe("Names of services: any of them."),
  statuses: z
    .array(z.enum(STATUS_FILTERS, { error: statusWords }))
    .max(STATUS_FILTERS.length)
    .optional()
    .describe("Any of them."),
  ids: z
    .array(z.uuid(idWords))
    .max(200, "ids must be at most 200")
    .optional()
    .describe("Ids of executions: any of them."),
  from: z.date(timeWords("from")).optional().describe("Created at or after."),
  to: z.date(timeWords("to")).optional().describe("Created before."),
  text: z
    .string()
    .trim()
    .max(200, "text must be at most 200 characters")
    .refine(isStorable, "text must be without NUL characters")
    .optional()
    .describe("Found in its id, service, function, message or note; case does not matter."),
});
export type ExecutionFilter = z.output<typeof ExecutionFilterSchema>;

/** A filter at a moment. Null does not restrict; an empty list fits nothing. */
export interface ResolvedFilter {
  services: string[] | null;
  statuses: StatusFilter[] | null;
  marks: Mark[] | null;
  ids: string[] | null;
  parents: string[] | null;
  bulks: BulkTerm[] | null;
  functions: string[] | null;
  reasons: string[] | null;
  runners: string[] | null;
  creators: string[] | null;
  labels: LabelTerm[];
  from: Date | null;
  to: Date | null;
  texts: string[];
  sort: Sort;
}

/** `older` and `newer` are counted from `now`. */
export function resolveFilter(filter: ExecutionFilter, now: Date): ResolvedFilter {
  const query = filter.where ?? NO_QUERY;
  const ago = (seconds: number | null) => (seconds === null ? null : now.getTime() - seconds * 1_000);
  const from = [query.from, ago(query.newer), filter.from?.getTime()].filter(isGiven);
  const to = [query.to, ago(query.older), filter.to?.getTime()].filter(isGiven);
  const reasons = any(query.reasons);
  const marks = any(query.marks);
  return {
    services: both(any(query.services), any(filter.services)),
    statuses:
      both(any(query.statuses), any(filter.statuses)) ??
      (marks ? marked(marks) : reasons && ["failed", "terminated"]),
    marks,
    ids: both(any(query.ids), any(filter.ids)),
    parents: any(query.parents),
    bulks: any(query.bulks.map(readBulkTerm).filter(isGiven)),
    functions: any(query.functions),
    reasons,
    runners: any(query.runners),
    creators: any(query.creators),
    labels: query.labels,
    from: from.length > 0 ? new Date(Math.max(...from)) : null,
    to: to.length > 0 ? new Date(Math.min(...to)) : null,
    texts: [...query.texts, ...(filter.text ? [filter.text] : [])],
    sort: query.sort,
  };
}

function marked(marks: Mark[]): StatusFilter[] {
  return [...new Set(marks.flatMap((mark) => MARK_STATUSES[mark]))];
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function any<T>(list: T[] | undefined): T[] | null {
  return list?.length ? list : null;
}

function both<T>(one: T[] | null, other: T[] | null): T[] | null {
  return one && other ? one.filter((value) => other.includes(value)) : (one ?? other);
}
