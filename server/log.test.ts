import { expect, test } from "vitest";
import { createLog, type LogOptions } from "./log.ts";

function capture(options: Partial<LogOptions> = {}) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ name: "runner", ...options, write: (line) => lines.push(JSON.parse(line)) });
  return { log, lines };
}

test("a line is JSON with the process, the level, the time and the fields", () => {
  const { log, lines } = capture();
  log.info({ executionId: "e1", durationMs: 12 }, "claimed");
  expect(lines).toEqual([
    expect.objectContaining({
      name: "runner",
      level: "info",
      msg: "claimed",
      executionId: "e1",
      durationMs: 12,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    }),
  ]);
});

test("an error is written with its message, stack and cause", () => {
  const { log, lines } = capture();
  log.error({ error: new Error("tick failed", { cause: new Error("connection lost") }) }, "reconcile");
  expect(lines[0]).toMatchObject({ error: { stack: expect.stringContaining("connection lost") } });
});

test("secrets are never written", () => {
  const { log, lines } = capture();
  log.info({ token: "t0p", replica: { password: "p4ss" }, url: "postgres://u:s3cret@h/d" }, "started");
  expect(JSON.stringify(lines)).not.toMatch(/t0p|p4ss|s3cret/);
});

test("lines below the level are not written", () => {
  const { log, lines } = capture({ level: "warn" });
  log.info({}, "quiet");
  log.warn({}, "loud");
  expect(lines.map((line) => line.msg)).toEqual(["loud"]);
});

test("a child adds its fields to each line", () => {
  const { log, lines } = capture();
  log.child({ replicaId: "r1" }).info({ executionId: "e1" }, "assigned");
  expect(lines[0]).toMatchObject({ replicaId: "r1", executionId: "e1" });
});
