import { join } from "node:path";
import { expect, test } from "vitest";
import { isGone } from "../process/process-entry.ts";
import { identify, readProcess } from "../process/process-table.ts";
import { signalProcess } from "../process/signal-process.ts";
import {
  buildAssignment,
  canEnclose,
  commandProgram,
  fixture,
  nodeProgram,
  pythonProgram,
  type Stage,
  stageAgent,
} from "./testing-agent.ts";

/** Long enough for no test to see its end. */
const NEVER = { gracePeriod: 600, killWait: 600 };

function isAlive(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== null && !isGone(entry);
}

async function line({ runner }: Stage, executionId: string, start: string): Promise<string> {
  await runner.until(() => runner.linesOf(executionId).some(({ text }) => text.startsWith(start)));
  return runner.linesOf(executionId).find(({ text }) => text.startsWith(start))?.text ?? "";
}

function signals({ runner }: Stage): string[] {
  return runner.eventsOf("signalled").map(({ signal }) => signal);
}

function rungs({ runner }: Stage): string[] {
  return runner.eventsOf("rung_reached").map(({ rung }) => rung);
}

test.runIf(canEnclose())("a daemon that dropped every mark ends with what started it", async () => {
  const stage = await stageAgent(commandProgram(["sh", "drops-every-mark.sh"]));
  const { executionId } = stage.assign(buildAssignment());
  expect(await stage.runner.next("ended")).toMatchObject({ exitCode: 0, strays: 1 });
  expect(isAlive(Number((await line(stage, executionId, "daemon ")).split(" ")[1]))).toBe(false);
});

test("a command is asked by SIGTERM at once, and when it exits 0 then it was stopped", async () => {
  const stage = await stageAgent(fixture("exits-zero-on-sigterm.mjs"));
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await line(stage, assignment.executionId, "ready");
  stage.terminate(assignment);
  const ended = await stage.runner.next("ended");
  expect(ended).toMatchObject({ outcome: { type: "stopped" }, exitCode: 0, exitSignal: null });
  expect(signals(stage)).toEqual(["SIGTERM"]);
  expect(rungs(stage)).toEqual(["delivered", "exited"]);
  expect(stage.runner.linesOf(assignment.executionId).map(({ text }) => text)).toEqual([
    "ready",
    "cleaning up",
  ]);
});

test("SIGTERM reaches what a command has started: a child that saves its work can", async () => {
  const child = "trap 'echo child saved; exit 0' TERM; echo child ready; while true; do sleep 0.05; done";
  const stage = await stageAgent(commandProgram(["sh", "-c", `trap 'wait' TERM; sh -c "$0" & wait`, child]));
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await line(stage, assignment.executionId, "child ready");
  stage.terminate(assignment);
  expect(await line(stage, assignment.executionId, "child saved")).toBe("child saved");
});

test("a command that ignores SIGTERM is killed after grace period and kill wait", async () => {
  const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
  const assignment = stage.assign(buildAssignment());
  await line(stage, assignment.executionId, "ready");
  const { pid } = await stage.runner.next("started");
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({
    outcome: { type: "stopped" },
    exitSignal: "SIGKILL",
  });
  expect(signals(stage)).toEqual(["SIGTERM", "SIGKILL"]);
  expect(isAlive(pid)).toBe(false);
  expect(stage.runner.linesOf(assignment.executionId).map(({ text }) => text)).toContain("no");
});

test("Python code that ignores everything is killed, and what it printed is kept", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(buildAssignment({ functionName: "ignore_everything" }));
  await line(stage, assignment.executionId, "ignoring");
  const { pid } = await stage.runner.next("started");
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({
    outcome: { type: "stopped" },
    exitSignal: "SIGKILL",
  });
  expect(signals(stage)).toEqual(["SIGTERM", "SIGKILL"]);
  expect(isAlive(pid)).toBe(false);
});

test("Node code that never yields is killed", async () => {
  const stage = await stageAgent(nodeProgram("steps.ts"), { slots: 1 });
  const assignment = stage.assign(buildAssignment({ functionName: "compute" }));
  await line(stage, assignment.executionId, "computing");
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({
    outcome: { type: "stopped" },
    exitSignal: "SIGKILL",
  });
});

test("a Node service stops at its next checkpoint", async () => {
  const stage = await stageAgent(nodeProgram("steps.ts"), { slots: 1 });
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await line(stage, assignment.executionId, "step");
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, exitCode: 0 });
  expect(rungs(stage)).toEqual(["delivered", "seen", "exited"]);
  expect(signals(stage)).toEqual([]);
});

test("a grandchild that fled into its own session is found by its mark and ended", async () => {
  const stage = await stageAgent(fixture("leaves-grandchild-in-own-session.mjs"));
  const assignment = stage.assign(buildAssignment());
  const pid = Number((await line(stage, assignment.executionId, "grandchild")).split(" ")[1]);
  expect(isAlive(pid)).toBe(true);
  stage.terminate(assignment);
  const ended = await stage.runner.next("ended");
  expect(isAlive(pid)).toBe(false);
  expect(ended.strays).toBeGreaterThanOrEqual(1);
});

test("a daemon left behind by a command that ended well is ended, and the command has still ended well", async () => {
  const stage = await stageAgent(commandProgram(["sh", "leaves-double-forked-child.sh"]));
  const { executionId } = stage.assign(buildAssignment());
  const ended = await stage.runner.next("ended");
  const pid = Number((await line(stage, executionId, "daemon")).split(" ")[1]);
  expect(ended).toMatchObject({ outcome: { type: "returned" }, exitCode: 0, strays: 1 });
  expect(isAlive(pid)).toBe(false);
});

test("a forked copy of a Python worker in its own session is found by its name and ended", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(buildAssignment({ functionName: "fork_away", policy: NEVER }));
  await line(stage, assignment.executionId, "forked away");
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, strays: 1 });
});

test("the deadline stops code while the runner is away, and the runner hears of it when it is back", async () => {
  const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
  const { runner } = stage;
  const assignment = stage.assign(buildAssignment({ deadlineInMs: 1_000 }));
  const { pid } = await runner.next("started");
  const identity = identify(pid);
  await runner.stop();
  while (identity && signalProcess(identity, "SIGCONT")) await new Promise(setImmediate);
  await runner.start();
  const ended = await runner.next("ended", assignment.executionId);
  expect(ended).toMatchObject({ outcome: { type: "stopped" } });
  expect(await runner.next("stop_started")).toMatchObject({ reason: "timeout" });
  expect(signals(stage)).toContain("SIGKILL");
});

test("the first stop reason wins", async () => {
  const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
  const assignment = stage.assign(buildAssignment({ deadlineInMs: 30, policy: { killWait: 0.3 } }));
  await stage.runner.next("stop_started");
  stage.terminate(assignment);
  await stage.runner.next("ended");
  expect(rungs(stage).filter((rung) => rung === "delivered")).toHaveLength(1);
  expect(stage.runner.eventsOf("stop_started")).toMatchObject([{ reason: "timeout" }]);
});

test("an attempt that is stopped before its code began never begins", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = buildAssignment({ policy: NEVER });
  stage.assign(assignment);
  stage.terminate(assignment);
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
  expect(stage.runner.eventsOf("started")).toEqual([]);
});

test("an attempt that the runner fenced is killed at once", async () => {
  const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
  const { runner } = stage;
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await line(stage, assignment.executionId, "ready");
  runner.fenced = [{ executionId: assignment.executionId, attempt: 1 }];
  await runner.stop();
  await runner.start();
  expect(await runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, exitSignal: "SIGKILL" });
  expect(runner.eventsOf("stop_started")).toMatchObject([{ reason: "lost" }]);
});

test("code that is asked to save, then stop, passes checkpoints until it has saved, then stops at one", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const input = { path: join(stage.folder, "save") };
  const assignment = stage.assign(
    buildAssignment({ functionName: "save_when_allowed", input, policy: NEVER }),
  );
  await line(stage, assignment.executionId, "working");
  stage.terminate(assignment, "save");
  await stage.runner.next("rung_reached");
  await stage.runner.next("checkpoint");
  stage.allow("save");
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, exitSignal: null });
  expect(stage.runner.eventsOf("saved")).toMatchObject([{ state: { step: 7 } }]);
  expect(rungs(stage)).toEqual(["delivered", "saved", "seen", "exited"]);
  expect(signals(stage)).toEqual([]);
});

test("code that is asked to save, then stop, and saves nothing gets SIGTERM after its grace period", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const input = { path: join(stage.folder, "never") };
  const policy = { ...NEVER, gracePeriod: 0.05 };
  const assignment = stage.assign(buildAssignment({ functionName: "save_when_allowed", input, policy }));
  await line(stage, assignment.executionId, "working");
  stage.terminate(assignment, "save");
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
  expect(signals(stage)).toEqual(["SIGTERM"]);
});

test("what is to stop now gets SIGTERM at once, whatever its grace period", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const input = { path: join(stage.folder, "never") };
  const assignment = stage.assign(buildAssignment({ policy: NEVER, functionName: "wait_for_file", input }));
  await line(stage, assignment.executionId, "waiting");
  stage.terminate(assignment, "now");
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
  expect(signals(stage)).toEqual(["SIGTERM"]);
});
