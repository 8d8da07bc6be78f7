import { describe, expect, test } from "vitest";
import { readProcessTable } from "../process/process-table.ts";
import type { Assignment } from "../protocol/runner-agent.ts";
import { buildAssignment, type Stage } from "./testing-agent.ts";
import { endOf, ignores, isAlive, letGo, line, stageShared, waits } from "./testing-shared.ts";

/** The types of all events about an execution, in order. */
function storyOf({ runner }: Stage, { executionId }: Assignment): string[] {
  return runner.events.flatMap((event) => {
    if (!("executionId" in event) || event.executionId !== executionId) return [];
    if (event.type === "rung_reached") return [event.rung];
    return ["log", "checkpoint", "usage"].includes(event.type) ? [] : [event.type];
  });
}

function escalate({ runner }: Stage, { executionId, attempt }: Assignment): void {
  const stop = { reason: "terminated", final: true, serial: 0 } as const;
  const order = { kind: "escalate", id: "1" } as const;
  runner.send({ type: "order", executionId, attempt, order, stop, inMs: null });
}

describe.each(["Python", "Node"] as const)("a shared %s worker", (runtime) => {
  test("runs its executions in one process, and tells their output apart", async () => {
    const stage = await stageShared(runtime);
    const one = await waits(stage, "one");
    const two = await waits(stage, "two");
    letGo(stage, "one");
    letGo(stage, "two");
    expect(await endOf(stage, one)).toMatchObject({
      outcome: { type: "returned" },
      output: { found: "one" },
    });
    expect(await endOf(stage, two)).toMatchObject({
      outcome: { type: "returned" },
      output: { found: "two" },
    });
    const [first, second] = stage.runner.eventsOf("started");
    expect(second?.pid).toBe(first?.pid);
    expect(stage.runner.linesOf(one.executionId)).toMatchObject([{ stream: "o", text: "waiting for one" }]);
    expect(stage.runner.linesOf(two.executionId)).toMatchObject([{ stream: "o", text: "waiting for two" }]);
  });

  test("a stop at a checkpoint ends its own execution, and the replica serves on", async () => {
    const stage = await stageShared(runtime);
    const one = await waits(stage, "one");
    const two = await waits(stage, "two");
    stage.terminate(one);
    expect(await endOf(stage, one)).toMatchObject({
      outcome: { type: "stopped" },
      exitSignal: null,
      strays: 0,
    });
    expect(storyOf(stage, one)).toEqual(["started", "delivered", "seen", "exited", "ended"]);
    const three = await waits(stage, "two");
    letGo(stage, "two");
    expect(await endOf(stage, two)).toMatchObject({ outcome: { type: "returned" } });
    expect(await endOf(stage, three)).toMatchObject({ outcome: { type: "returned" } });
    expect(stage.runner.eventsOf("reset_started")).toEqual([]);
  });

  test("one that ignores its stop resets the replica: its neighbours finish first, and then nothing is left", async () => {
    const stage = await stageShared(runtime);
    const { runner } = stage;
    const good = [await waits(stage, "go"), await waits(stage, "go")];
    const stubborn = await ignores(stage);
    const child = Number((await line(stage, stubborn, "ignoring")).split(" ")[1]);
    const { pid } = await runner.next("started", stubborn.executionId);
    stage.terminate(stubborn);
    const reset = await runner.next("reset_started");
    expect(reset.executionId).toBe(stubborn.executionId);
    expect(reset.waitsFor.map(({ executionId }) => executionId)).toEqual(good.map((one) => one.executionId));
    expect(runner.eventsOf("signalled")).toEqual([]);
    letGo(stage, "go");
    for (const one of good) {
      expect(await endOf(stage, one)).toMatchObject({
        outcome: { type: "returned" },
        output: { found: "go" },
      });
      expect(storyOf(stage, one)).toEqual(["started", "ended"]);
    }
    expect(await endOf(stage, stubborn)).toMatchObject({ outcome: { type: "stopped" } });
    await stage.agent.ended;
    expect(storyOf(stage, stubborn).slice(0, 3)).toEqual(["started", "delivered", "reset_started"]);
    expect(storyOf(stage, stubborn).slice(-2)).toEqual(["exited", "ended"]);
    expect([isAlive(pid), isAlive(child)]).toEqual([false, false]);
    expect(readProcessTable().filter(({ group }) => group === pid && isAlive(pid))).toEqual([]);
  });

  test("a worker that dies takes all that it runs with it, and the next one takes new work", async () => {
    const stage = await stageShared(runtime);
    const good = await waits(stage, "go");
    const fatal = stage.assign(buildAssignment({ functionName: "die" }));
    expect(await endOf(stage, fatal)).toMatchObject({ outcome: { type: "crashed" }, exitCode: 3 });
    expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "crashed" }, exitCode: 3 });
    const next = await waits(stage, "go");
    letGo(stage, "go");
    expect(await endOf(stage, next)).toMatchObject({ outcome: { type: "returned" } });
  });

  test("what a child process prints is said to be the replica's", async () => {
    const stage = await stageShared(runtime);
    const { executionId } = stage.assign(buildAssignment({ functionName: "shout" }));
    await stage.runner.next("ended", executionId);
    expect(stage.runner.linesOf(executionId)).toMatchObject([{ stream: "r", text: "from a child process" }]);
  });
});

describe("while a replica is being reset", () => {
  test("a timeout that is ignored is a reset too, and a neighbour is waited for until its own deadline", async () => {
    const stage = await stageShared();
    const good = await waits(stage, "never", { deadlineInMs: 1_500 });
    const stubborn = await ignores(stage, { deadlineInMs: 100 });
    expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "stopped" }, exitSignal: null });
    expect(storyOf(stage, good)).toEqual(["started", "stop_started", "delivered", "seen", "exited", "ended"]);
    expect(await stage.runner.next("stop_started", good.executionId)).toMatchObject({ reason: "timeout" });
    expect(await endOf(stage, stubborn)).toMatchObject({
      outcome: { type: "stopped" },
      exitSignal: "SIGKILL",
    });
    const order = stage.runner.events.map((event) =>
      event.type === "rung_reached" ? event.rung : event.type,
    );
    expect(order.indexOf("signalled")).toBeGreaterThan(order.indexOf("exited"));
  });

  test("a neighbour that is stopped ends at its checkpoint, and is not waited for any more", async () => {
    const stage = await stageShared();
    const good = await waits(stage, "never");
    const stubborn = await ignores(stage);
    stage.terminate(stubborn);
    await stage.runner.next("reset_started");
    stage.terminate(good);
    expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "stopped" }, exitSignal: null });
    expect(await endOf(stage, stubborn)).toMatchObject({
      outcome: { type: "stopped" },
      exitSignal: "SIGKILL",
    });
  });

  test("no order moves its signals any more: its neighbours are what it waits for", async () => {
    const stage = await stageShared();
    const good = await waits(stage, "go");
    const stubborn = await ignores(stage);
    stage.terminate(stubborn);
    await stage.runner.next("reset_started");
    escalate(stage, stubborn);
    expect(await stage.runner.next("order_answered")).toMatchObject({ refusal: "draining" });
    letGo(stage, "go");
    expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "returned" } });
  });

  test("an escalation begins the reset at once", async () => {
    const stage = await stageShared();
    const policy = { ...buildAssignment().policy, gracePeriod: 600 };
    const stubborn = await ignores(stage, { policy });
    stage.terminate(stubborn);
    escalate(stage, stubborn);
    expect(await endOf(stage, stubborn)).toMatchObject({
      outcome: { type: "stopped" },
      exitSignal: "SIGKILL",
    });
  });

  test("it takes nothing new", async () => {
    const stage = await stageShared();
    const good = await waits(stage, "go");
    const stubborn = await ignores(stage);
    stage.terminate(stubborn);
    await stage.runner.next("reset_started");
    const late = stage.assign(buildAssignment({ functionName: "wait_for", input: { file: "go" } }));
    expect(await endOf(stage, late)).toMatchObject({ outcome: { type: "refused" } });
    letGo(stage, "go");
    expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "returned" } });
  });

  test("two that ignore their stops do not wait for each other", async () => {
    const stage = await stageShared();
    const stubborn = [await ignores(stage), await ignores(stage, { deadlineInMs: 300 })];
    stage.terminate(stubborn[0] as Assignment);
    for (const one of stubborn) {
      expect(await endOf(stage, one)).toMatchObject({ outcome: { type: "stopped" }, exitSignal: "SIGKILL" });
    }
    await stage.agent.ended;
  });
});

test("a message longer than any may be ends its own execution as one that failed, and no other", async () => {
  const stage = await stageShared();
  const good = await waits(stage, "go");
  const long = stage.assign(buildAssignment({ functionName: "say_too_much" }));
  expect(await endOf(stage, long)).toMatchObject({
    outcome: { type: "raised" },
    error: { type: "OutputTooLarge" },
  });
  letGo(stage, "go");
  expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "returned" } });
});

test("a shared replica that is shut down stops what it runs at its checkpoints", async () => {
  const stage = await stageShared();
  const good = await waits(stage, "never");
  stage.agent.shutdown("The test ends it");
  expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "stopped" }, exitSignal: null });
  await stage.agent.ended;
});
