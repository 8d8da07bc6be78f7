import { expect, test } from "vitest";
import { isTouched } from "./topics.ts";

const key = (path: string, input?: unknown) => [path.split("."), { input, type: "query" }];

test.each([
  ["executions.list", undefined, ["executions"], true],
  ["executions.counts", {}, ["executions"], true],
  ["overview.tab", undefined, ["executions"], true],
  ["services.list", undefined, ["executions"], true],
  ["runners.list", undefined, ["executions"], true],
  ["executions.get", { id: "1" }, ["executions"], false],
  ["executions.get", { id: "1" }, ["execution:1"], true],
  ["executions.get", { id: "1" }, ["execution:2"], false],
  ["executions.events", { id: "1" }, ["execution:2", "execution:1"], true],
  ["executions.logs", { id: "1", attempt: 2 }, ["logs:1"], true],
  ["executions.get", { id: "1" }, ["logs:1"], false],
  ["executions.list", undefined, ["progress"], true],
  ["executions.counts", {}, ["progress"], false],
  ["executions.get", { id: "1" }, ["progress:1"], true],
  ["executions.get", { id: "1" }, ["progress:2"], false],
  ["executions.list", undefined, ["execution:1"], false],
  ["services.get", { name: "etl" }, ["service:77"], true],
  ["services.list", undefined, ["services"], true],
  ["runners.list", undefined, ["runners"], true],
  ["runners.list", undefined, ["services"], false],
  ["webhooks.deliveries", { id: "1" }, ["webhooks"], true],
  ["audit.list", { limit: 10 }, ["audit"], true],
  ["audit.list", { limit: 10 }, ["executions"], false],
  ["views.list", undefined, ["views"], true],
  ["apiKeys.list", undefined, ["api-keys"], true],
  ["session.me", undefined, ["executions", "services", "runners"], false],
])("%s of %j is touched by %j: %j", (path, input, topics, touched) => {
  expect(isTouched(key(path, input), topics)).toBe(touched);
});

test("a family is touched by each member that it shows, however deep, and by no other", () => {
  const family = { members: [{ id: "1" }, { id: "child" }, { id: "grandchild" }] };
  expect(isTouched(key("executions.family", { id: "1" }), ["execution:grandchild"], family)).toBe(true);
  expect(isTouched(key("executions.family", { id: "1" }), ["execution:stranger"], family)).toBe(false);
  expect(isTouched(key("executions.get", { id: "1" }), ["execution:grandchild"], family)).toBe(false);
});

test("after a gap everything is read again", () => {
  for (const path of ["executions.list", "session.me", "anything.new"]) {
    expect(isTouched(key(path), ["*"])).toBe(true);
  }
});

test("a key that is not an API's is left alone", () => {
  expect(isTouched(["local-state"], ["*"])).toBe(false);
});
