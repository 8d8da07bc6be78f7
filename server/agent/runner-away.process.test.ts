import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildAssignment, fixture, hurriedClock, pythonProgram, stageAgent } from "./testing-agent.ts";

test("the agent proves itself and says what it runs", async () => {
  const { runner, spec, assign } = await stageAgent(fixture("ignores-sigterm.mjs"));
  expect(runner.authorizations).toEqual([`Bearer ${spec.replicaId}.token-of-the-test`]);
  const { executionId, attempt } = assign(buildAssignment());
  await runner.next("log", executionId);
  await runner.stop();
  await runner.start();
  await runner.until(() => runner.hellos.length === 2);
  expect(runner.hellos[1]).toMatchObject({
    ready: true,
    running: [{ executionId, attempt }],
    pid: process.pid,
  });
});

test("work goes on while the runner is away; every event arrives, once for the rows, in order", async () => {
  const { runner, assign } = await stageAgent(pythonProgram("steps.py"));
  const { executionId } = assign(buildAssignment({ input: { steps: 150 } }));
  await runner.next("log", executionId);
  runner.acknowledges = false;
  for (let round = 0; round < 3; round++) {
    const before = runner.received.length;
    await runner.stop();
    await runner.start();
    await runner.until(() => runner.received.length > before);
  }
  runner.acknowledges = true;
  await runner.stop();
  await runner.start();
  expect(await runner.next("ended", executionId)).toMatchObject({ outcome: { type: "returned" } });
  const texts = runner.linesOf(executionId).map(({ text }) => text);
  expect(texts).toEqual(Array.from({ length: 150 }, (_, step) => `step ${step}`));
  const seqs = new Set(runner.received.map(({ seq }) => seq));
  expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: seqs.size }, (_, index) => index + 1));
  expect(runner.events.at(-1)?.type).toBe("ended");
});

test("an assignment that comes twice runs once", async () => {
  const { runner, assign } = await stageAgent(fixture("prints-lines.mjs", "1"));
  runner.acknowledges = false;
  const assignment = assign(buildAssignment());
  assign(assignment);
  await runner.next("ended");
  assign(assignment);
  const other = assign(buildAssignment());
  await runner.next("ended", other.executionId);
  expect(runner.eventsOf("started", assignment.executionId)).toHaveLength(1);
});

test("a worker that floods its output is held back while nobody takes it, and all of it arrives in order", async () => {
  const { runner, assign, terminate } = await stageAgent(fixture("floods-stdout.mjs"));
  runner.acknowledges = false;
  const assignment = assign(buildAssignment());
  await runner.until(() => runner.receivedCharacters > 7 * 1_048_576);
  const beats = runner.heartbeats.length;
  await runner.until(() => runner.heartbeats.length >= beats + 2);
  expect(runner.receivedCharacters).toBeLessThan(12 * 1_048_576);
  terminate(assignment);
  runner.acknowledges = true;
  runner.send({ type: "ack", seq: runner.received.at(-1)?.seq ?? 0 });
  await runner.next("ended");
  const lines = runner.linesOf(assignment.executionId);
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: lines.length }, (_, n) => n));
  expect(lines.slice(0, -1).every(({ text }) => text.length === 1_023)).toBe(true);
});

test("an agent whose runner stays away stops its workers before the lease ends, and ends", async () => {
  const { runner, agent, assign, folder } = await stageAgent(
    fixture("ignores-sigterm.mjs"),
    {},
    hurriedClock(10),
  );
  const assignment = assign(buildAssignment({ policy: { gracePeriod: 600, killWait: 600 } }));
  await runner.next("log", assignment.executionId);
  await runner.stop();
  await agent.ended;
  const spooled = readFileSync(join(folder, "spool.jsonl"), "utf8");
  expect(spooled).toContain('"reason":"lost"');
  expect(spooled).toContain('"type":"ended"');
});

test("an agent whose next runner speaks another version finishes what runs, says all of it, and ends", async () => {
  const { runner, agent, assign } = await stageAgent(pythonProgram("steps.py"));
  const { executionId } = assign(buildAssignment({ input: { steps: 200 } }));
  await runner.next("started", executionId);
  runner.version += 1;
  await runner.stop();
  await runner.start();
  expect(await runner.next("ended", executionId)).toMatchObject({ outcome: { type: "returned" } });
  await agent.ended;
});

/** Longer than any test takes. */
const NEVER = { gracePeriod: 600, killWait: 600 };

/** What the agent could tell nobody any more. */
function spoolOf(folder: string): string {
  return readFileSync(join(folder, "spool.jsonl"), "utf8");
}

test.each([
  ["a command that has its SIGTERM", fixture("ignores-sigterm.mjs"), "run"],
  ["code that was only asked", pythonProgram("steps.py"), "ignore_everything"],
])(
  "a stop of %s, begun before, leaves no more time than the lease, and keeps its reason",
  async (_, program, functionName) => {
    const { runner, agent, assign, terminate, folder } = await stageAgent(program, {}, hurriedClock(10));
    const assignment = assign(buildAssignment({ functionName, policy: NEVER }));
    const { executionId, attempt } = assignment;
    await runner.next("log", executionId);
    terminate(assignment);
    const order = { kind: "more-time", id: "1", seconds: 3_600 } as const;
    runner.send({ type: "order", executionId, attempt, order, stop: null, inMs: null });
    await runner.next("order_answered");
    await runner.stop();
    await agent.ended;
    const spooled = spoolOf(folder);
    expect(spooled).toContain("The runner was not heard for 24 s: its stop is hastened");
    expect(spooled).toContain('"type":"ended"');
    expect(spooled).not.toContain("stop_started");
  },
);

test("an agent that was asked to end has no more time than its lease either", async () => {
  const { runner, agent, assign, folder } = await stageAgent(
    fixture("ignores-sigterm.mjs"),
    {},
    hurriedClock(10),
  );
  const { executionId } = assign(buildAssignment({ policy: NEVER }));
  await runner.next("log", executionId);
  runner.send({ type: "shutdown" });
  await runner.next("signalled", executionId);
  await runner.stop();
  await agent.ended;
  expect(spoolOf(folder)).toContain('"type":"ended"');
  expect(runner.eventsOf("stop_started")).toMatchObject([{ reason: "reset" }]);
});

test("what is said to be elsewhere while it stops is killed at once, and nobody can take its stop back", async () => {
  const { runner, assign, terminate } = await stageAgent(pythonProgram("steps.py"));
  const assignment = assign(buildAssignment({ functionName: "ignore_everything", policy: NEVER }));
  const { executionId, attempt } = assignment;
  await runner.next("log", executionId);
  terminate(assignment);
  await runner.until(() => runner.eventsOf("rung_reached").length > 0);
  runner.fenced = [{ executionId, attempt }];
  await runner.stop();
  await runner.start();
  expect(await runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, exitSignal: "SIGKILL" });
  expect(runner.eventsOf("stop_started")).toEqual([]);
});

test("a drained agent finishes what runs, then ends", async () => {
  const { runner, agent, assign } = await stageAgent(pythonProgram("steps.py"));
  const { executionId } = assign(buildAssignment({ input: { steps: 20 } }));
  await runner.next("started", executionId);
  runner.send({ type: "drain" });
  await agent.ended;
  expect(runner.eventsOf("ended")).toMatchObject([{ executionId, outcome: { type: "returned" } }]);
});

test("an agent that is shut down stops what runs by the ladder with reason reset", async () => {
  const { runner, agent, assign } = await stageAgent(pythonProgram("steps.py"));
  const { executionId } = assign(buildAssignment({ policy: { gracePeriod: 600 } }));
  await runner.next("log", executionId);
  runner.send({ type: "shutdown" });
  await agent.ended;
  expect(runner.eventsOf("stop_started")).toMatchObject([{ reason: "reset" }]);
  expect(runner.eventsOf("ended")).toMatchObject([{ outcome: { type: "stopped" }, exitCode: 0 }]);
});
