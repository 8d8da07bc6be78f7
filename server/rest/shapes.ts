import { z } from "zod";
import type { ExecutionPage, ListCounts } from "#server/domain/list-views.ts";
import { ORDER_KINDS } from "#server/domain/order.ts";
import { PolicySchema } from "#server/domain/policy.ts";
import { STATUS_FILTERS } from "#server/domain/query/execution-query.ts";
import { END_REASONS, EXECUTION_STATUSES } from "#server/domain/status.ts";
import { STOP_MODES, STOP_REASONS, STOP_RUNGS, STOP_SIGNALS } from "#server/domain/stop.ts";
import type {
  AttemptView,
  ExecutionCounts,
  ExecutionDetail,
  ExecutionEventView,
  ExecutionRow,
  LogPage,
  OrderView,
  RelativeView,
  ResetView,
  StopView,
} from "#server/domain/views.ts";
import { WAIT_CAUSES, type WaitView } from "#server/domain/wait.ts";
import type { Ordered } from "#server/executions/give-order.ts";
import type { Terminated } from "#server/executions/terminate.ts";
import { LogLineShape } from "./log-shapes.ts";

/**
 * What the REST API answers about executions. TypeScript checks each shape against the view that a procedure gives;
 * a test checks real answers against the document that is made of them.
 */

const time = z.date();
const maybeTime = time.nullable();
const text = z.string();
const maybeText = text.nullable();
const count = z.number().int().min(0);
const id = z.uuid();
const Status = z.enum(EXECUTION_STATUSES);
const LabelsShape = z.record(z.string(), z.string());
const JsonObject = z.record(z.string(), z.unknown());

export const StopShape = z.object({
  reason: z.enum(STOP_REASONS).describe("The first reason wins and stays."),
  mode: z
    .enum(STOP_MODES)
    .optional()
    .describe("How whoever asked wants it stopped; `checkpoint` when left out."),
  rung: z.enum(STOP_RUNGS).describe("The highest rung of the stop ladder that is proven."),
  signal: z.enum(STOP_SIGNALS).nullable().describe("The strongest signal sent so far."),
  final: z.boolean().describe("True once a person asked for it: it is never retried."),
  seen: z.boolean().describe("Its code has met the stop, which can no longer be withdrawn."),
  moreSeconds: z.number().describe("Seconds that people gave it beyond its policy."),
  rungAt: time,
  requestedAt: time,
  requestedBy: text,
  note: maybeText,
}) satisfies z.ZodType<StopView>;

const rowFields = {
  id,
  serviceId: id,
  serviceName: text,
  functionName: text,
  status: Status,
  reason: z.enum(END_REASONS).nullable().describe("Why it is failed or terminated."),
  message: maybeText.describe("One sentence on how it ended."),
  attempt: count,
  maxAttempts: count,
  createdAt: time,
  createdBy: text,
  waitsSince: maybeTime.describe("Its creation, or the end of its last attempt; null unless it is created."),
  startedAt: maybeTime.describe("Of the newest attempt."),
  endedAt: maybeTime,
  deadlineAt: maybeTime,
  stop: StopShape.nullable().describe("Null when nobody asked it to stop."),
  unverified: z
    .boolean()
    .describe("It has ended, and nobody could prove that nothing of it is left running."),
  progress: z.number().nullable().describe("Percent."),
  progressMessage: maybeText,
  progressAt: maybeTime,
  firstProgress: z
    .object({ percent: z.number(), at: time })
    .nullable()
    .describe(
      "Of an attempt that may have gone on from an earlier one: the first progress that it reported itself.",
    ),
  checkpointAt: maybeTime.describe("When its code last passed a checkpoint."),
  checkpointIntervalMs: z.number().nullable(),
  savedAt: maybeTime,
  notBefore: maybeTime.describe("It failed and is tried again, but not before this."),
  stalledAt: maybeTime.describe("Since when it counts as stalled; null while it gives signs of work."),
  runnerId: maybeText,
  runnerHost: maybeText,
  lost: z.boolean().describe("It runs, and its agent has not been heard of for 15 s."),
  replicaId: maybeText,
  rerunOf: maybeText.describe("The execution that it was started from again."),
  parentId: maybeText.describe("The execution whose code started it."),
  labels: LabelsShape,
  neighbours: z.number().nullable().describe("How many others run in its worker; null where it has its own."),
};

export const ExecutionRowShape = z.object(rowFields) satisfies z.ZodType<ExecutionRow>;

export const ExecutionPageShape = z.object({
  rows: z.array(ExecutionRowShape),
  nextCursor: maybeText.describe("What to give as `cursor` for the page after this one; null on the last."),
  searchedTo: maybeTime.describe(
    "Null on a full page and on the last. Else rows enough were looked at: what fits may come further back than this.",
  ),
}) satisfies z.ZodType<ExecutionPage>;

export const AttemptShape = z.object({
  attempt: count,
  revision: count,
  runnerId: text,
  replicaId: text,
  policy: PolicySchema,
  startedAt: time,
  deadlineAt: time,
  endedAt: maybeTime,
  outcome: z.enum(["success", "failed", "terminated", "rerun"]).nullable(),
  reason: maybeText,
  message: maybeText,
  workerPid: z.number().nullable(),
  exitCode: z.number().nullable(),
  exitSignal: maybeText,
  longestCheckpointGapMs: z
    .number()
    .nullable()
    .describe(
      "The longest time without a checkpoint, to a second; null while it runs, and where nobody counted.",
    ),
}) satisfies z.ZodType<AttemptView>;

const OrderShape = z.object({
  kind: z.enum(ORDER_KINDS),
  givenAt: time,
  givenBy: text,
}) satisfies z.ZodType<OrderView>;

export const ResetShape = z.object({
  replicaId: text,
  since: time,
  by: text.describe("The execution that ignored its stop."),
  waitsFor: z.array(z.object({ id: text, functionName: text, until: time })),
}) satisfies z.ZodType<ResetView>;

const RelativeShape = z.object({
  id,
  serviceName: text,
  functionName: text,
  status: Status,
  stopping: z.boolean().describe("It runs and was asked to stop."),
  createdAt: time,
}) satisfies z.ZodType<RelativeView>;

const WaitShape = z.object({
  cause: z.enum(WAIT_CAUSES),
  words: text.describe("One sentence for a person."),
  ahead: count.describe("How many of its service are started before it; 1,000 at most."),
  moreAhead: z.boolean().describe("More are before it than were counted."),
}) satisfies z.ZodType<WaitView>;

const Raised = z.object({ type: text, message: text, stack: text.optional() });

export const ExecutionShape = z.object({
  ...rowFields,
  input: JsonObject,
  output: z.unknown().describe("Any JSON value; null until its code gave one."),
  error: Raised.nullable(),
  metrics: z.record(z.string(), z.number()).nullable(),
  savedState: z.unknown().describe("What its code saved for the next attempt or rerun."),
  policy: PolicySchema.nullable().describe("As copied at the start of the attempt; null while created."),
  revision: z.number().nullable(),
  priority: z.number().describe("Higher ones start first."),
  idempotencyKey: maybeText,
  order: OrderShape.nullable().describe("What its agent was told to do and has not answered."),
  attempts: z.array(AttemptShape),
  lateResults: z
    .array(z.object({ attempt: count, at: time, output: z.unknown(), error: Raised.nullable() }))
    .describe("What attempts gave after they had been given up: kept, and without any effect."),
  reset: ResetShape.nullable().describe("Of the replica that it runs on, while that is being reset."),
  reruns: z.array(z.object({ id, createdAt: time, status: Status })),
  parent: RelativeShape.nullable(),
  children: z.array(RelativeShape).describe("What its code started, newest first; the newest hundred."),
  wait: WaitShape.nullable().describe("Why it does not run yet; null unless created."),
  liveBelow: count.describe("How many below it live and nobody has terminated; 10,000 at most."),
}) satisfies z.ZodType<ExecutionDetail>;

export const CountsShape = z.object({
  created: count,
  "in-progress": count,
  stopping: count.describe("The part of in-progress that was asked to stop."),
  success: count,
  failed: count,
  terminated: count,
}) satisfies z.ZodType<ExecutionCounts>;

export const ListCountsShape = CountsShape.extend({
  atLeast: z.array(z.enum(STATUS_FILTERS)).describe("Of these there may be more."),
}) satisfies z.ZodType<ListCounts>;

export const EventShape = z.object({
  id: z.number(),
  attempt: count,
  type: text,
  at: time,
  actor: text.describe("A person's address, `api-key:<name>`, `runner`, `agent` or `system`."),
  data: JsonObject,
}) satisfies z.ZodType<ExecutionEventView>;

export const LogPageShape = z.object({
  attempt: count,
  lines: z.array(LogLineShape),
  nextLine: count.describe("What to give as `fromLine` to read on."),
  totalLines: count,
  live: z.boolean().describe("True while the attempt may still write."),
  over: z.boolean().describe("True once no line can be added to this attempt."),
  nextAttempt: count
    .nullable()
    .describe("Where the output goes on: the attempt after this one, also while that has yet to begin."),
}) satisfies z.ZodType<LogPage>;

export const StartedShape = z.object({ id });

export const TerminatedShape = z.object({
  id,
  status: Status,
  stopping: z.boolean().describe("True while it still runs and was asked to stop."),
  below: count.describe("How many below it were asked as well, with `cascade`."),
}) satisfies z.ZodType<Terminated>;

export const LabelledShape = z.object({ id, labels: LabelsShape });

export const OrderedShape = z.object({
  id,
  order: z.enum(ORDER_KINDS),
  done: z
    .boolean()
    .describe("False while its agent has not answered: the order stays, and is carried out when it does."),
}) satisfies z.ZodType<Ordered>;
