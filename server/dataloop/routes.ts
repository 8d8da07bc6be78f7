import { checkSdk, getProject, listProjects, me, projectsByName } from "./account-calls.ts";
import type { Handler } from "./call.ts";
import { getCommand } from "./command.ts";
import {
  countAttempts,
  getExecution,
  patchExecution,
  progress,
  rerun,
  startExecution,
  terminate,
} from "./execution-calls.ts";
import { readServiceLogs } from "./log-calls.ts";
import { query, rerunBatch } from "./query-calls.ts";
import {
  deleteService,
  getService,
  listRevisions,
  patchService,
  restart,
  resume,
  serviceStatus,
  stopService,
} from "./service-calls.ts";
import { Unsupported } from "./unsupported.ts";

export interface Route {
  method: string;
  /** Parts that begin with `:` stand for any one part. */
  path: string;
  handler: Handler;
}

const route = (line: string, handler: Handler): Route => {
  const [method = "", path = ""] = line.split(" ");
  return { method, path, handler };
};

/** Something of Dataloop's that there is no equivalent of here; `instead` says what to do. */
const missing = (line: string, instead: string): Route =>
  route(line, async () => {
    throw new Unsupported(instead);
  });

/** The first that fits decides. */
export const ROUTES: readonly Route[] = [
  route("GET users/me", me),
  route("POST sdk/check", checkSdk),
  route("GET projects", listProjects),
  route("GET projects/:project", getProject),
  route("GET projects/:project/name", projectsByName),
  route("POST query/faas", query),
  route("POST executions/rerun", rerunBatch),
  missing(
    "POST executions/workload",
    "Curfew's runners claim executions by themselves: none are handed out here.",
  ),
  route("POST executions/:service", startExecution),
  route("GET executions/:execution", getExecution),
  route("PATCH executions/:execution", patchExecution),
  route("POST executions/:execution/terminate", terminate),
  route("POST executions/:execution/rerun", rerun),
  route("POST executions/:execution/progress", progress),
  route("POST executions/:execution/attempts", countAttempts),
  route("POST services/logs", readServiceLogs),
  missing(
    "POST services",
    "Services are deployed from a curfew.json: node bin/curfew.mjs register path/to/curfew.json",
  ),
  route("GET services/:service", getService),
  route("PATCH services/:service", patchService),
  route("DELETE services/:service", deleteService),
  route("POST services/:service/stop", stopService),
  route("POST services/:service/resume", resume),
  route("GET services/:service/status", serviceStatus),
  route("GET services/:service/revisions", listRevisions),
  route("POST services/:service/restart", restart),
  route("GET commands/:command", getCommand),
];

export interface Match {
  handler: Handler;
  params: Record<string, string>;
}

/** `path` is what follows the base; null when nothing fits. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | null {
  const parts = path.split("/");
  for (const { method: wanted, path: pattern, handler } of routes) {
    const params = wanted === method ? paramsOf(pattern.split("/"), parts) : null;
    if (params) return { handler, params };
  }
  return null;
}

function paramsOf(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (!wanted.startsWith(":")) {
      if (part !== wanted) return null;
    } else if (part === "") {
      return null;
    } else {
      params[wanted.slice(1)] = part;
    }
  }
  return params;
}
