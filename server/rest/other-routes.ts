import { pageShape } from "./page-shape.ts";
import type { Route } from "./route.ts";
import { DrainedRunnerShape, RunnerLossShape, RunnerShape } from "./runner-shapes.ts";
import { ChangesShape, SessionShape } from "./service-shapes.ts";

export const OTHER_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/changes",
    procedure: "live.changes",
    summary: "Follow what changes",
    details:
      "Events `changes`, without an end: `topics` such as `executions`, `execution:<id>`, `progress`, `progress:<id>`, `logs:<id>`, `services`, `service:<id>`, `runners`, `bulks` and `audit` say what to read again; `*` is everything. Changes come together, at most ten times a second. With the `id` of the last event as `Last-Event-ID`, what was missed is told first.",
    stream: "changes",
    shape: ChangesShape,
  },
  {
    method: "GET",
    path: "/runners",
    procedure: "runners.page",
    summary: "List runners",
    details:
      "With the replicas that live, the newest 10 that ended within the last hour, and what these run now.",
    shape: pageShape(RunnerShape),
  },
  {
    method: "GET",
    path: "/runners/{id}/loss",
    procedure: "runners.loss",
    summary: "Tell what would happen if a runner's host went away now",
    details:
      "With all runners that give the same host name. How long a drain of this runner may take at most is told beside it.",
    shape: RunnerLossShape,
  },
  {
    method: "POST",
    path: "/runners/{id}/drain",
    procedure: "runners.drain",
    summary: "Let a runner take nothing new",
    details:
      "Its replicas end when nothing runs on them, and other runners start theirs. It stays so over its restarts.",
    shape: DrainedRunnerShape,
  },
  {
    method: "POST",
    path: "/runners/{id}/undrain",
    procedure: "runners.undrain",
    summary: "Let a runner take work again",
    shape: DrainedRunnerShape,
  },
  {
    method: "GET",
    path: "/session",
    procedure: "session.me",
    summary: "Who you are",
    shape: SessionShape,
  },
];
