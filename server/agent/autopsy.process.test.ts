import { describe, expect, test } from "vitest";
import { type Autopsy, blockedAt } from "../domain/autopsy.ts";
import type { Assignment } from "../protocol/runner-agent.ts";
import {
  buildAssignment,
  commandProgram,
  fixture,
  nodeProgram,
  pythonProgram,
  type Stage,
  stageAgent,
} from "./testing-agent.ts";

const PROGRAMS = { Python: pythonProgram("blocked.py"), Node: nodeProgram("blocked.ts") };
/** No rung after SIGTERM: that must be enough, or the code ignores it and the ladder goes on at once. */
const IMPATIENT = { gracePeriod: 0.05, killWait: 0.05 };

/** Brings code to where it blocks, stops it, and waits for its end. */
async function killed(stage: Stage, functionName: string): Promise<Autopsy[]> {
  const assignment = stage.assign(buildAssignment({ functionName, policy: IMPATIENT }));
  await says(stage, assignment, "begun");
  stage.terminate(assignment);
  await stage.runner.next("ended", assignment.executionId);
  return autopsiesOf(stage, assignment);
}

async function says({ runner }: Stage, { executionId }: Assignment, start: string): Promise<void> {
  await runner.until(() => runner.linesOf(executionId).some(({ text }) => text.startsWith(start)));
}

function autopsiesOf({ runner }: Stage, { executionId }: Assignment): Autopsy[] {
  return runner.eventsOf("autopsy", executionId).map(({ autopsy }) => autopsy);
}

/** The kinds of events about signals and autopsies, in order. */
function storyOf({ runner }: Stage): string[] {
  return runner.events.flatMap((event) => {
    if (event.type === "autopsy") return [`autopsy ${event.autopsy.signal}`];
    return event.type === "signalled" ? [event.signal] : [];
  });
}

describe("Python", () => {
  test("code that spins is shown by its line, before each kill, with what it printed last", async () => {
    const stage = await stageAgent(PROGRAMS.Python);
    const [first, last] = await killed(stage, "spin");
    expect(storyOf(stage)).toEqual(["autopsy SIGTERM", "SIGTERM", "autopsy SIGKILL", "SIGKILL"]);
    for (const autopsy of [first, last]) {
      expect(autopsy && blockedAt(autopsy)).toMatch(
        /^blocked\.py:1[45] in ServiceRunner\.spin$|^blocked\.py:1[45] in spin$/,
      );
      expect(autopsy?.noStacks).toBeNull();
    }
    expect(last?.lastLines.map(({ text }) => text)).toEqual(["begun", "no line end"]);
    expect(last?.processes[0]).toMatchObject({ state: expect.stringMatching(/[RS]/) });
    expect(last?.processes[0]?.memoryBytes).toBeGreaterThan(1_000_000);
  });

  test("C code that holds the interpreter is shown by the line that called it", async () => {
    const stage = await stageAgent(PROGRAMS.Python);
    const autopsies = await killed(stage, "sort_in_c");
    expect(autopsies.map((autopsy) => blockedAt(autopsy))).toEqual([
      expect.stringMatching(/^blocked\.py:20 in (ServiceRunner\.)?sort_in_c$/),
      expect.stringMatching(/^blocked\.py:20 in (ServiceRunner\.)?sort_in_c$/),
    ]);
  });

  test("code that waits for a thread is shown with that thread and what it waits for", async () => {
    const stage = await stageAgent(PROGRAMS.Python);
    const autopsy = (await killed(stage, "wait_for_a_thread")).at(-1);
    expect(autopsy && blockedAt(autopsy)).toMatch(/^blocked\.py:3[34] in .*wait_for_a_thread, which called /);
    const holder = autopsy?.threads.find(({ name }) => name === "holder");
    expect(holder).toMatchObject({
      owner: "execution",
      frames: [{ file: "blocked.py", line: 27, library: false }],
    });
    expect(autopsy?.processes[0]?.threads.some(({ waitsIn }) => waitsIn?.startsWith("futex"))).toBe(true);
  });

  test("what ends by SIGTERM was looked at before", async () => {
    const stage = await stageAgent(PROGRAMS.Python);
    const [autopsy] = await killed(stage, "heed_sigterm");
    expect(storyOf(stage).slice(0, 2)).toEqual(["autopsy SIGTERM", "SIGTERM"]);
    expect(autopsy && blockedAt(autopsy)).toMatch(/^blocked\.py:(39|40) in .*heed_sigterm/);
  });
});

describe("Node", () => {
  test("code that never yields is shown by its line", async () => {
    const stage = await stageAgent(PROGRAMS.Node);
    const autopsy = (await killed(stage, "spin")).at(-1);
    expect(autopsy && blockedAt(autopsy)).toMatch(/^blocked\.ts:8 in .*spin$/);
    expect(autopsy?.threads[0]?.note).toMatch(/JavaScript heap \d+ of \d+ MiB/);
  });

  test("a call that blocks in the system is told as such, with the child that it waits for", async () => {
    const stage = await stageAgent(PROGRAMS.Node);
    const autopsy = (await killed(stage, "wait_for_a_child"))[0];
    expect(autopsy?.noStacks).toMatch(/native code or a system call/);
    expect(autopsy?.processes.map(({ command }) => command)).toContain("sleep 600");
  });

  test("code that waits is told to be idle, and for what", async () => {
    const stage = await stageAgent(PROGRAMS.Node);
    const autopsy = (await killed(stage, "wait_for_nothing"))[0];
    expect(autopsy?.threads[0]?.note).toMatch(/^It ran no code: its event loop waited for .*Timeout/);
  });

  test("to be looked at does not keep it from ending by SIGTERM", async () => {
    const stage = await stageAgent(PROGRAMS.Node);
    const policy = { gracePeriod: 0.05, killWait: 60 };
    const assignment = stage.assign(buildAssignment({ functionName: "heed_sigterm", policy }));
    await says(stage, assignment, "begun");
    stage.terminate(assignment);
    const ended = await stage.runner.next("ended");
    expect(ended).toMatchObject({ outcome: { type: "returned" }, output: "asked by SIGTERM", exitCode: 0 });
    expect(storyOf(stage)).toEqual(["autopsy SIGTERM", "SIGTERM"]);
    expect(stage.runner.linesOf(assignment.executionId).map(({ text }) => text)).toEqual(["begun"]);
  });
});

describe("a shared worker", () => {
  const SHARED = { isolation: "shared", slots: 4 } as const;

  /** Stops one that never heeds it beside one that ends with its replica; gives both and their last autopsies. */
  async function reset(stage: Stage, functionName: string, beside: string) {
    const policy = { ...IMPATIENT, drainTime: 0 };
    const neighbour = stage.assign(buildAssignment({ functionName: beside, policy, deadlineInMs: 2_000 }));
    await says(stage, neighbour, "begun");
    const deaf = stage.assign(buildAssignment({ functionName, policy }));
    await says(stage, deaf, "begun");
    stage.terminate(deaf);
    for (const { executionId } of [deaf, neighbour]) await stage.runner.next("ended", executionId);
    return { own: autopsiesOf(stage, deaf).at(-1), others: autopsiesOf(stage, neighbour).at(-1) };
  }

  test.each(["spin", "sort_in_c"])(
    "of Python that is killed tells whose thread did what: %s",
    async (name) => {
      const stage = await stageAgent(PROGRAMS.Python, SHARED);
      const { own, others } = await reset(stage, name, "heed_sigterm");
      expect(own && blockedAt(own)).toMatch(new RegExp(`^blocked\\.py:\\d+ in .*${name}`));
      expect(others && blockedAt(others)).toMatch(/^blocked\.py:\d+ in .*heed_sigterm/);
      expect(own?.threads.map(({ owner }) => owner)).toEqual(
        expect.arrayContaining(["execution", "neighbour"]),
      );
    },
  );

  test("of Node that is killed tells for whom its only thread was busy", async () => {
    const stage = await stageAgent(PROGRAMS.Node, SHARED);
    const { own, others } = await reset(stage, "spin", "wait_for_nothing");
    expect(own && blockedAt(own)).toMatch(/^blocked\.ts:8 in .*spin$/);
    expect(others).toMatchObject({ threads: [{ owner: "neighbour" }] });
  });
});

describe("a command", () => {
  test("is looked at before SIGKILL alone, since SIGTERM is how it is asked", async () => {
    const stage = await stageAgent(fixture("ignores-sigterm.mjs"));
    const assignment = stage.assign(buildAssignment());
    await says(stage, assignment, "ready");
    stage.terminate(assignment);
    await stage.runner.next("ended");
    expect(storyOf(stage)).toEqual(["SIGTERM", "autopsy SIGKILL", "SIGKILL"]);
    const [autopsy] = autopsiesOf(stage, assignment);
    expect(autopsy?.noStacks).toMatch(/stacks of a command/);
    expect(autopsy?.lastLines.map(({ text }) => text)).toContain("ready");
    expect(autopsy?.processes[0]?.command).toContain("ignores-sigterm.mjs");
  });

  test("is shown with its children, and without the values of its environment", async () => {
    const script = "trap '' TERM; sleep 600 & echo child $!; echo my password is $DB_PASSWORD; wait; wait";
    const program = commandProgram(["sh", "-c", script, "sh", "hunter2-in-an-argument"], {
      DB_PASSWORD: "hunter2",
    });
    const stage = await stageAgent(program);
    const assignment = stage.assign(buildAssignment());
    await says(stage, assignment, "my password");
    stage.terminate(assignment);
    await stage.runner.next("ended");
    const [autopsy] = autopsiesOf(stage, assignment);
    expect(autopsy?.processes.map(({ command }) => command)).toContain("sleep 600");
    expect(autopsy?.lastLines.at(-1)?.text).toBe("my password is [DB_PASSWORD]");
    expect(JSON.stringify(autopsy)).not.toContain("hunter2");
  });
});
