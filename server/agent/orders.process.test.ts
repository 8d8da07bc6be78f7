import { expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import type { Order } from "../domain/order.ts";
import type { Assignment } from "../protocol/runner-agent.ts";
import {
  buildAssignment,
  fixture,
  nodeProgram,
  pythonProgram,
  type Stage,
  stageAgent,
} from "./testing-agent.ts";

/** Long enough for no test to see its end. */
const NEVER = { gracePeriod: 600, killWait: 600 };
const PROGRAMS = [
  ["Python", pythonProgram("steps.py")],
  ["Node", nodeProgram("steps.ts")],
] as const;

async function said({ runner }: Stage, { executionId }: Assignment, start: string): Promise<void> {
  await runner.until(() => runner.linesOf(executionId).some(({ text }) => text.startsWith(start)));
}

function order(
  { runner }: Stage,
  { executionId, attempt }: Assignment,
  what: Order,
  serial = 0,
  inMs: number | null = null,
): void {
  const stop = what.kind === "deadline" ? null : ({ reason: "terminated", final: true, serial } as const);
  runner.send({ type: "order", executionId, attempt, order: what, inMs, stop });
}

function answerTo({ runner }: Stage, id: string) {
  return runner.next("order_answered", undefined, (event) => event.order.id === id);
}

const withdrawal = (stop = 0): Order => ({ kind: "withdraw", id: `withdraw ${stop}`, stop });
const escalation = (id: string): Order => ({ kind: "escalate", id });

test.each(PROGRAMS)(
  "a stop that %s code has not met is withdrawn, it goes on, and a later stop ends it",
  async (_, program) => {
    const stage = await stageAgent(program, { slots: 1 });
    const assignment = stage.assign(
      buildAssignment({
        functionName: "wait_for_file",
        policy: NEVER,
        input: { path: `${stage.folder}/go` },
      }),
    );
    await said(stage, assignment, "waiting");
    stage.terminate(assignment);
    order(stage, assignment, withdrawal());
    expect(await answerTo(stage, "withdraw 0")).toMatchObject({ refusal: null });
    // What was on its way when it was withdrawn changes nothing.
    stage.terminate(assignment);
    stage.allow("go");
    await said(stage, assignment, "passed a checkpoint");
    stage.runner.send({ type: "stop", ...refOf(assignment), reason: "terminated", final: true, serial: 1 });
    expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
    expect(stage.runner.eventsOf("rung_reached").map(({ rung }) => rung)).toEqual([
      "delivered",
      "delivered",
      "seen",
      "exited",
    ]);
  },
);

test("what would have stopped it meanwhile does so when the first stop is withdrawn", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(
    buildAssignment({ functionName: "wait_for_file", policy: NEVER, input: { path: `${stage.folder}/go` } }),
  );
  await said(stage, assignment, "waiting");
  stage.terminate(assignment);
  await stage.runner.next("rung_reached");
  stage.agent.shutdown("The test shuts it down");
  order(stage, assignment, withdrawal());
  expect(await stage.runner.next("stop_started")).toMatchObject({ reason: "reset" });
  stage.allow("go");
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
});

test("a withdrawal that comes when the code has met the stop is refused", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(buildAssignment({ functionName: "keep_on_stopping", policy: NEVER }));
  await said(stage, assignment, "step");
  stage.terminate(assignment);
  await stage.runner.next("rung_reached", undefined, ({ rung }) => rung === "seen");
  order(stage, assignment, withdrawal());
  expect(await answerTo(stage, "withdraw 0")).toMatchObject({ refusal: "seen" });
  order(stage, assignment, escalation("a"));
  order(stage, assignment, escalation("b"));
  await stage.runner.next("ended");
});

test("a stop that never came is withdrawn, and ignored when it comes", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await said(stage, assignment, "step");
  order(stage, assignment, withdrawal());
  stage.terminate(assignment);
  expect(await answerTo(stage, "withdraw 0")).toMatchObject({ refusal: null });
  order(stage, assignment, escalation("none"), 0);
  expect(await answerTo(stage, "none")).toMatchObject({ refusal: "not-stopping" });
  expect(stage.runner.eventsOf("rung_reached")).toEqual([]);
});

test("a command has its SIGTERM at once, so that its stop can't be withdrawn; more time and escalation move SIGKILL", async () => {
  const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
  const assignment = stage.assign(buildAssignment({ policy: NEVER }));
  await said(stage, assignment, "ready");
  stage.terminate(assignment);
  order(stage, assignment, withdrawal());
  expect(await answerTo(stage, "withdraw 0")).toMatchObject({ refusal: "signalled" });
  order(stage, assignment, { kind: "more-time", id: "more", seconds: 60 });
  const { effect } = await answerTo(stage, "more");
  expect(effect?.signal).toBe("SIGKILL");
  expect(Date.parse(effect?.to ?? "") - Date.parse(effect?.from ?? "")).toBe(60_000);
  order(stage, assignment, escalation("now"));
  order(stage, assignment, escalation("now"));
  expect(await stage.runner.next("ended")).toMatchObject({ exitSignal: "SIGKILL" });
  expect(stage.runner.eventsOf("order_answered").filter(({ order }) => order.id === "now")).toHaveLength(1);
});

test("an escalation brings the stop that it is about, when that was lost on its way", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const assignment = stage.assign(
    buildAssignment({ functionName: "ignore_everything", policy: { ...NEVER, killWait: 0.05 } }),
  );
  await said(stage, assignment, "ignoring");
  order(stage, assignment, escalation("now"));
  expect(await answerTo(stage, "now")).toMatchObject({ refusal: null, effect: { signal: "SIGTERM" } });
  expect(await stage.runner.next("ended")).toMatchObject({ exitSignal: "SIGKILL" });
});

function moveDeadline(stage: Stage, assignment: Assignment, id: string, inMs: number): void {
  const at = new Date(systemClock.now().getTime() + inMs).toISOString();
  order(stage, assignment, { kind: "deadline", id, at }, 0, inMs);
}

test("a deadline that was moved stops it then; one in the past, or of what stops already, is refused", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const policy = { ...NEVER, killWait: 0.05 };
  const assignment = stage.assign(
    buildAssignment({ functionName: "ignore_everything", deadlineInMs: 600_000, policy }),
  );
  await said(stage, assignment, "ignoring");
  moveDeadline(stage, assignment, "later", 900_000);
  const { effect } = await answerTo(stage, "later");
  expect(Math.round((Date.parse(effect?.to ?? "") - Date.parse(effect?.from ?? "")) / 60_000)).toBe(5);
  moveDeadline(stage, assignment, "past", -1);
  expect(await answerTo(stage, "past")).toMatchObject({ refusal: "past" });
  moveDeadline(stage, assignment, "soon", 50);
  expect(await stage.runner.next("stop_started")).toMatchObject({ reason: "timeout" });
  moveDeadline(stage, assignment, "too late", 60_000);
  expect(await answerTo(stage, "too late")).toMatchObject({ refusal: "stopping" });
  order(stage, assignment, escalation("end"));
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "stopped" } });
});

test.each(PROGRAMS)("%s code extends its timeout within what its service allows", async (_, program) => {
  const stage = await stageAgent(program, { slots: 1 });
  const policy = { ...NEVER, executionTimeout: 600, maxExecutionTimeout: 700 };
  const input = { seconds: [60, 60] };
  stage.assign(buildAssignment({ functionName: "extend", deadlineInMs: 600_000, policy, input }));
  const ended = await stage.runner.next("ended");
  expect(ended.output).toEqual([
    "extended",
    "The timeout was not extended: its service allows 700 s in all, which leaves 40 s to extend by, not 60 s",
  ]);
  expect(stage.runner.eventsOf("deadline_extended")).toMatchObject([{ seconds: 60 }]);
});

test("code of a service that sets no maximum may not extend its timeout", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  stage.assign(buildAssignment({ functionName: "extend", input: { seconds: [1] } }));
  expect((await stage.runner.next("ended")).output).toEqual([
    "The timeout was not extended: its service does not let code extend its timeout: maxExecutionTimeout is not set",
  ]);
});

function refOf({ executionId, attempt }: Assignment) {
  return { executionId, attempt };
}
