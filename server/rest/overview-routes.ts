import { z } from "zod";
import type { Histogram, SavedView } from "#server/domain/list-views.ts";
import { ATTENTION, type History, NOTICES, type Situation } from "#server/domain/overview.ts";
import { END_REASONS } from "#server/domain/status.ts";
import type { Route } from "./route.ts";
import { ExecutionRowShape } from "./shapes.ts";

const count = z.number().int().min(0);
const time = z.date();
const moreWait = z.boolean().describe("More wait than were counted.");

export const SituationShape = z.object({
  running: count,
  stopping: count,
  waiting: count,
  moreWait,
  attention: z
    .record(z.enum(ATTENTION), count)
    .describe(
      "Of what runs, how many want a look, by why; one may count for several: `overdue` is past its deadline, `slow` runs longer than 95 of 100 good runs of its function did. What is lost or was asked to stop counts only as that.",
    ),
  rows: z
    .array(
      z.object({
        execution: ExecutionRowShape,
        why: z.array(z.enum(ATTENTION)).describe("All that holds, the most urgent first."),
        p95Ms: z.number().nullable().describe("Null when too few good runs of its function are known."),
      }),
    )
    .describe("The worst of them; at most 50."),
  notices: z
    .array(
      z.object({
        kind: z.enum(NOTICES),
        serviceName: z.string().nullable().describe("Null of a runner."),
        runnerId: z.uuid().nullable().describe("The runner that is lost, or whose disk it is."),
        host: z.string().nullable(),
        since: time.describe("Since the last sign of a runner, the first failure, the pause."),
        count: count.nullable().describe("How often in a row; null where nothing is counted."),
        detail: z.string().describe("The last error, the disk's, or who paused it."),
      }),
    )
    .describe("Runners, disks and services that want a look; at most 20 of a kind."),
  moreNotices: z.boolean().describe("Of some kind there are more."),
  services: z
    .array(
      z.object({
        name: z.string(),
        running: count,
        stopping: count,
        waiting: count,
        moreWait,
        waitingSince: time.nullable().describe("When the one that has waited longest was created."),
        paused: z.boolean(),
        slots: count.describe(
          "Executions that its ready replicas, as far as they answer, can run at a time.",
        ),
        used: count.describe("How many of these they run; what runs elsewhere is in `running` only."),
      }),
    )
    .describe("Those that run, stop or wait, the busiest first."),
  runners: z.object({ active: count, lost: count }),
  complete: z.boolean().describe("False when more run than were looked at: `attention` is of the oldest."),
}) satisfies z.ZodType<Situation>;

export const HistoryShape = z.object({
  from: time,
  hours: z.array(
    z.object({
      from: time.describe("Its first moment."),
      success: count,
      failed: count,
      timeout: count.describe("The part of `failed` whose time was up."),
      terminated: count,
    }),
  ),
  waste: z
    .array(
      z.object({
        serviceName: z.string(),
        reason: z.enum(END_REASONS),
        attempts: count,
        wastedMs: z.number(),
        nearTheEnd: count.describe("The part of `attempts` that were timed out with 95 % done or more."),
        nearTheEndMs: z.number(),
        executionIds: z.array(z.uuid()).describe("The executions that lost most of it; at most 20."),
      }),
    )
    .describe("Work that was thrown away, by service and reason."),
}) satisfies z.ZodType<History>;

export const HistogramShape = z
  .object({
    from: time,
    to: time,
    bars: z.array(
      z.object({
        from: time,
        to: time.describe("Not included."),
        count,
        failed: count.describe("The part of `count` that has failed."),
        more: z.boolean().describe("There are so many or more."),
      }),
    ),
  })
  .nullable() satisfies z.ZodType<Histogram | null>;

const SavedViewShape = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: z.string().describe("As it is typed."),
  columns: z.string().describe("As the list remembers them; empty for the usual ones."),
  shared: z.boolean(),
  owner: z.string(),
  own: z.boolean().describe("The caller's: they may change it."),
  isDefault: z.boolean().describe("The caller's list begins with it."),
  othersBegin: count.describe("How many others begin with it."),
}) satisfies z.ZodType<SavedView>;

export const OVERVIEW_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/overview",
    procedure: "overview.situation",
    summary: "How everything stands now",
    shape: SituationShape,
  },
  {
    method: "GET",
    path: "/overview/history",
    procedure: "overview.history",
    summary: "How executions ended, hour by hour, and what work was thrown away",
    shape: HistoryShape,
  },
  {
    method: "GET",
    path: "/executions/histogram",
    procedure: "executions.histogram",
    summary: "When executions were created, in bars of equal time",
    details: "Null when there are none.",
    shape: HistogramShape,
  },
  {
    method: "GET",
    path: "/labels",
    procedure: "executions.knownLabels",
    summary: "Keys of labels, or the values of one",
    details: "In order, at most 200.",
    shape: z.object({ rows: z.array(z.string()) }),
    rows: true,
  },
  {
    method: "GET",
    path: "/views",
    procedure: "views.list",
    summary: "Saved views of the list: your own and shared ones",
    shape: z.object({ rows: z.array(SavedViewShape) }),
    rows: true,
  },
  {
    method: "POST",
    path: "/views",
    procedure: "views.save",
    summary: "Save a view of the list",
    details: "One of the same name is replaced.",
    shape: z.object({ id: z.uuid() }),
  },
  {
    method: "POST",
    path: "/views/default",
    procedure: "views.setDefault",
    summary: "Choose the view that your list begins with",
    shape: z.object({ id: z.uuid().nullable() }),
  },
  {
    method: "PATCH",
    path: "/views/{id}",
    procedure: "views.rename",
    summary: "Rename a view",
    details: "Whoever begins with it still does.",
    shape: z.object({ id: z.uuid() }),
  },
  {
    method: "DELETE",
    path: "/views/{id}",
    procedure: "views.remove",
    summary: "Remove a view",
    shape: z.object({ id: z.uuid() }),
  },
];
