import { expect, test } from "vitest";
import {
  buildAssignment,
  commandProgram,
  fixture,
  nodeProgram,
  pythonProgram,
  stageAgent,
} from "./testing-agent.ts";

test("a command runs with its input, without Curfew's secrets, and its output comes back", async () => {
  const { runner, assign } = await stageAgent(fixture("writes-output.mjs", "--depth={input.depth}"));
  const { executionId } = assign(buildAssignment({ input: { depth: "3 4" } }));
  const ended = await runner.next("ended", executionId);
  expect(ended).toMatchObject({ outcome: { type: "returned" }, exitCode: 0, exitSignal: null, strays: 0 });
  expect(ended.output).toEqual({
    input: { depth: "3 4" },
    CURFEW_EXECUTION_ID: executionId,
    CURFEW_ATTEMPT: "1",
    argv: ["--depth=3 4"],
  });
  expect(runner.eventsOf("started", executionId)).toHaveLength(1);
});

test.each([
  ["exits with a code other than 0", fixture("exits-with-code.mjs", "7"), "ExitCode", 7],
  ["names no program by its input", commandProgram(["./{input.word}"]), "CannotStart", null],
  ["lacks an input", commandProgram(["echo", "{input.word}"]), "CannotStart", null],
])("a command that %s has failed, and says why", async (_, program, type, exitCode) => {
  const { runner, assign } = await stageAgent(program);
  assign(buildAssignment());
  const ended = await runner.next("ended");
  expect(ended).toMatchObject({ outcome: { type: "raised" }, error: { type }, exitCode });
});

test("a command that is killed by somebody else has crashed", async () => {
  const { runner, assign } = await stageAgent(fixture("kills-itself.mjs"));
  assign(buildAssignment());
  expect(await runner.next("ended")).toMatchObject({
    outcome: { type: "crashed", outOfMemory: false },
    exitSignal: "SIGKILL",
  });
});

test("no line is lost, and the last one needs no line end", async () => {
  const { runner, assign } = await stageAgent(fixture("prints-lines.mjs", "5000"));
  const { executionId } = assign(buildAssignment());
  await runner.next("ended", executionId);
  const lines = runner.linesOf(executionId);
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 5_001 }, (_, n) => n));
  const printed = lines.filter(({ stream }) => stream === "o").map(({ text }) => text);
  expect(printed).toEqual(Array.from({ length: 5_000 }, (_, n) => `line ${n}`));
  expect(lines.filter(({ stream }) => stream === "e").map(({ text }) => text)).toEqual([
    "without a line end",
  ]);
});

test("a Python service: result, error, crash, large output and characters that no row can hold", async () => {
  const { runner, assign } = await stageAgent(pythonProgram("steps.py"), { slots: 4 });
  const run = async (functionName: string, input: Record<string, unknown> = {}) => {
    const { executionId } = assign(buildAssignment({ functionName, input }));
    return runner.next("ended", executionId);
  };
  expect(await run("run", { steps: 3 })).toMatchObject({
    outcome: { type: "returned" },
    output: { steps: 3 },
  });
  expect(await run("fail")).toMatchObject({
    outcome: { type: "raised" },
    error: { type: "ValueError", message: "on purpose" },
  });
  expect(await run("end_by_itself")).toMatchObject({ outcome: { type: "crashed" }, exitCode: 3 });
  const fits = await run("return_text", { size: 4_194_302 });
  expect(fits.outcome).toEqual({ type: "returned" });
  expect(String(fits.output)).toHaveLength(4_194_302);
  expect(await run("return_text", { size: 4_194_303 })).toMatchObject({
    outcome: { type: "raised" },
    error: { type: "OutputTooLarge" },
  });
  const nul = await run("return_nul");
  expect(nul.output).toEqual({ text: "a\uFFFDb" });
  expect(runner.linesOf(nul.executionId)).toMatchObject([{ number: 0, stream: "o", text: "a\uFFFDb" }]);
});

test("more executions than slots of a Node service run, each in a process of its own", async () => {
  const { runner, assign } = await stageAgent(nodeProgram("steps.ts"), { slots: 2 });
  const all = [1, 2, 3].map(() => assign(buildAssignment({ input: { steps: 2 } })));
  for (const { executionId } of all) {
    expect(await runner.next("ended", executionId)).toMatchObject({
      outcome: { type: "returned" },
      output: { steps: 2 },
    });
  }
  expect(new Set(runner.eventsOf("started").map(({ pid }) => pid)).size).toBe(3);
});

test("a service that can't be loaded fails its replica, and the agent ends", async () => {
  const { runner, agent } = await stageAgent(pythonProgram("cannot-load.py"));
  await agent.ended;
  expect((await runner.next("replica_failed")).message).toContain("a_module_that_nobody_has");
  expect(runner.eventsOf("ready")).toEqual([]);
});
