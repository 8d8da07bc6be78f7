import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { ROUTES } from "./routes.ts";

/** What is no call of its own, each with its reason. */
const NOT_IN_CLIENTS: Record<string, string> = {
  "GET /overview": "what screens and monitors draw: they ask over REST",
  "GET /overview/history": "as GET /overview",
  "GET /executions/histogram": "as GET /overview",
  "GET /labels": "as GET /overview",
  "GET /views": "views belong to people and their list",
  "POST /views": "as GET /views",
  "POST /views/default": "as GET /views",
  "PATCH /views/{id}": "as GET /views",
  "DELETE /views/{id}": "as GET /views",
  "GET /executions/{id}/logs/text": "clients read the same lines by pages",
  "GET /changes": "what to read again is a question of screens; each client may offer it",
  "GET /executions/{id}/follow": "how a wait is told, where it can be (streams.test.ts, test_streams.py)",
  "GET /executions/{id}/logs/follow": "as GET /executions/{id}/follow",
  "POST /executions/follow": "as GET /executions/{id}/follow",
};

test("every route is called by both clients (sdk/conformance/calls.json), or there is a reason", () => {
  const file = join(projectRoot(), "sdk", "conformance", "calls.json");
  const calls = JSON.parse(readFileSync(file, "utf8")) as { request: string }[];
  const called = new Set([...calls.map(({ request }) => request), ...Object.keys(NOT_IN_CLIENTS)]);
  expect([...called].sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
});
