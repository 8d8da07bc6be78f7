import { z } from "zod";
import { AttemptAutopsiesShape } from "./autopsy-shape.ts";
import { LogSearchShape } from "./log-shapes.ts";
import { DurationsShape, FamilyShape } from "./relation-shapes.ts";
import type { Route } from "./route.ts";
import { AttemptSamplesShape } from "./sample-shapes.ts";
import {
  EventShape,
  ExecutionPageShape,
  ExecutionRowShape,
  ExecutionShape,
  LabelledShape,
  ListCountsShape,
  LogPageShape,
  OrderedShape,
  StartedShape,
  TerminatedShape,
} from "./shapes.ts";

const ORDER =
  "Its agent is asked and waited for; too late is answered by 409 with what came first. `done` is false while the agent has not answered.";

const STREAM =
  "Events `answer`, then one `end`, each with the `data` that is said here. A stream that ends without it was cut: ask again, with the `id` of the last event as `Last-Event-ID`. 204: all was told.";

export const EXECUTION_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/executions",
    procedure: "executions.list",
    summary: "List executions",
    details:
      "A page at a time, newest first unless `where` says otherwise. Pages do not shift when executions are added meanwhile.",
    shape: ExecutionPageShape,
    without: ["direction"],
  },
  {
    method: "POST",
    path: "/executions",
    procedure: "executions.create",
    summary: "Start an execution",
    details: "With the header `Idempotency-Key`, asking again gives the execution of the first time.",
    status: 201,
    shape: StartedShape,
  },
  {
    method: "GET",
    path: "/executions/counts",
    procedure: "executions.counts",
    summary: "Count executions by status",
    details: "Those named in `atLeast` may be more: counting ends where it would take long.",
    shape: ListCountsShape,
  },
  {
    method: "POST",
    path: "/executions/wait",
    procedure: "executions.waitAny",
    summary: "Wait for any of several executions",
    details: "Answers with those that have ended, as soon as one has; with none when the time is up.",
    shape: z.object({ rows: z.array(ExecutionRowShape) }),
    rows: true,
  },
  {
    method: "POST",
    path: "/executions/follow",
    procedure: "executions.followAny",
    summary: "Follow several executions to their ends",
    details: `Those that have ended, then each when it ends, until all have: each is told once. ${STREAM} Whoever was cut asks again for those that are left.`,
    stream: "answers",
    shape: z.object({ rows: z.array(ExecutionRowShape) }),
    rows: true,
  },
  {
    method: "GET",
    path: "/executions/{id}",
    procedure: "executions.get",
    summary: "One execution, whole",
    shape: ExecutionShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/wait",
    procedure: "executions.wait",
    summary: "Wait for an execution to end",
    details: "Answers as soon as it has ended, or with it as it is then when the time is up.",
    shape: ExecutionShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/follow",
    procedure: "executions.follow",
    summary: "Follow an execution to its end",
    details: `As it is, and again at each change: at most four times a second, its end at once. ${STREAM}`,
    stream: "answers",
    shape: ExecutionShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/events",
    procedure: "executions.events",
    summary: "What happened to it",
    details: "In the order in which it was written down, at most 1,000 at a time: go on with `after`.",
    shape: z.object({ rows: z.array(EventShape) }),
    rows: true,
  },
  {
    method: "GET",
    path: "/executions/{id}/autopsies",
    procedure: "executions.autopsies",
    summary: "What it did before it was killed",
    details:
      "By attempt, the newest first, the last 20: the stacks of its code, its processes, its last lines.",
    shape: z.object({ rows: z.array(AttemptAutopsiesShape) }),
    rows: true,
  },
  {
    method: "GET",
    path: "/executions/{id}/samples",
    procedure: "executions.samples",
    summary: "What it used and reported over time",
    details:
      "By attempt, the first one first, the last 20: processor, memory and GPU memory of its processes, how busy their busiest GPU is with all that use it, progress and metrics of its code. Long runs are sampled less often, so that an attempt has at most about 1,000 of each.",
    shape: z.object({ rows: z.array(AttemptSamplesShape) }),
    rows: true,
  },
  {
    method: "GET",
    path: "/executions/{id}/family",
    procedure: "executions.family",
    summary: "What has started it and what it has started, over time",
    details:
      "Its parent, itself, and what its code started, each right after its parent: four generations and 500 executions at most, with the times of their attempts.",
    shape: FamilyShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/durations",
    procedure: "executions.durations",
    summary: "How long runs like it took",
    details: "The newest 100 of the same function that have ended, and what is usual for good ones.",
    shape: DurationsShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/logs",
    procedure: "executions.followLogs",
    summary: "What one attempt wrote",
    details: "With `timeout`, the answer waits for the line `fromLine` while it may still come.",
    shape: LogPageShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/logs/text",
    procedure: "executions.downloadLogs",
    summary: "All that one attempt wrote, as a text file",
    details: "A line each: time, stream, text.",
    stream: "text",
    shape: z.string(),
  },
  {
    method: "GET",
    path: "/executions/{id}/logs/follow",
    procedure: "executions.streamLogs",
    summary: "Follow what it writes",
    details: `From the attempt \`attempt\`, the newest when left out, over those that follow it by a retry or a reset, to the end of the execution; with \`until=attempt\` of that one alone. ${STREAM}`,
    stream: "answers",
    shape: LogPageShape,
  },
  {
    method: "GET",
    path: "/executions/{id}/logs/search",
    procedure: "executions.searchLogs",
    summary: "Lines of one attempt that contain a text, or are of a level",
    details:
      "From `fromLine` on, until `limit` are found or 100,000 lines were looked at: go on with `nextLine` while it is less than `totalLines`.",
    shape: LogSearchShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/terminate",
    procedure: "executions.terminate",
    summary: "Ask it to stop, for good",
    details:
      "One that waits ends at once. One that runs is stopping until nothing of it is left; asking again changes nothing. `mode` says how it is stopped: at its next checkpoint, once it has saved, or now. With `cascade` all that it started follows.",
    shape: TerminatedShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/withdraw",
    procedure: "executions.withdraw",
    summary: "Take a stop back that its code has not met",
    details: ORDER,
    shape: OrderedShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/escalate",
    procedure: "executions.escalate",
    summary: "Send the next signal of its stop at once",
    details: ORDER,
    shape: OrderedShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/more-time",
    procedure: "executions.moreTime",
    summary: "Put the next signal of its stop off",
    details: ORDER,
    shape: OrderedShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/deadline",
    procedure: "executions.setDeadline",
    summary: "Move its deadline",
    details: `Either \`inSeconds\` from now, or \`bySeconds\` from where it is. ${ORDER}`,
    shape: OrderedShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/labels",
    procedure: "executions.label",
    summary: "Set and remove labels",
    shape: LabelledShape,
  },
  {
    method: "POST",
    path: "/executions/{id}/rerun",
    procedure: "executions.rerun",
    summary: "Start an ended one again, as a new execution",
    details: "With what the old one saved, and with its input unless another is given.",
    status: 201,
    shape: StartedShape,
  },
];
