import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Program } from "../domain/service-config.ts";
import { isGone } from "../process/process-entry.ts";
import { readProcess, readProcessTable, variableOf } from "../process/process-table.ts";
import { findReplicaGroup } from "../process/replica-group.ts";
import { projectRoot } from "../project-root.ts";
import {
  buildAssignment,
  buildSpec,
  canEnclose,
  commandProgram,
  fixture,
  nodeProgram,
  pythonProgram,
} from "./testing-agent.ts";
import { TestRunner } from "./testing-runner.ts";

const bundle = join(projectRoot(), "node_modules", ".cache", `agent-of-test-${process.pid}.mjs`);

beforeAll(async () => {
  await build({
    entryPoints: [join(projectRoot(), "server", "agent", "main.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
});

afterAll(() => rmSync(bundle, { force: true }));

/** The agent as it is shipped, in a process of its own. */
async function startAgentProcess(program: Program) {
  const folder = mkdtempSync(join(tmpdir(), "curfew-agent-"));
  const runner = new TestRunner(folder);
  await runner.start();
  const spec = buildSpec(program, runner.addressFile, { slots: 1 });
  writeFileSync(join(folder, "replica.json"), JSON.stringify(spec));
  // As the runner starts it: the agent carries the mark of its replica too.
  const env = { ...process.env, CURFEW_ROOT: projectRoot(), CURFEW_REPLICA: spec.replicaId };
  const child = spawn(process.execPath, [bundle, join(folder, "replica.json")], { env, stdio: "ignore" });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    const group = findReplicaGroup(spec.replicaId, folder);
    // The guardian is the last in it.
    await eventually(() => expect(group?.remove() ?? true).toBe(true));
    await runner.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await runner.next("ready");
  return { runner, child, spec };
}

/** Who carries the mark of the replica and lives, the agent not counted. */
function livingOf(replicaId: string, agentPid: number | undefined): string[] {
  return readProcessTable()
    .filter((entry) => !isGone(entry) && entry.pid !== agentPid)
    .filter((entry) => variableOf(entry.pid, "CURFEW_REPLICA") === replicaId)
    .map(({ pid, name }) => `${pid} ${name}`);
}

async function eventually(check: () => void): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      return check();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => AbortSignal.timeout(50).addEventListener("abort", resolve));
    }
  }
}

test.each<[string, Program, string]>([
  ["a command and its grandchild in its own session", fixture("leaves-grandchild-in-own-session.mjs"), "run"],
  ["a Python worker that ignores everything", pythonProgram("steps.py"), "ignore_everything"],
  ["a forked copy of a Python worker in its own session", pythonProgram("steps.py"), "fork_away"],
  ["a Node worker that never yields", nodeProgram("steps.ts"), "compute"],
])("kill -9 of the agent leaves nothing of %s", async (_, program, functionName) => {
  const { runner, child, spec } = await startAgentProcess(program);
  const { executionId } = buildAssignment();
  runner.send({ type: "assign", assignments: [buildAssignment({ executionId, functionName })] });
  await runner.next("log", executionId);
  expect(livingOf(spec.replicaId, child.pid).length).toBeGreaterThan(0);
  child.kill("SIGKILL");
  await eventually(() => expect(livingOf(spec.replicaId, child.pid)).toEqual([]));
});

test.runIf(canEnclose())("kill -9 of the agent ends a daemon that dropped every mark", async () => {
  const { runner, child } = await startAgentProcess(commandProgram(["sh", "drops-every-mark.sh", "stay"]));
  const { executionId } = buildAssignment();
  runner.send({ type: "assign", assignments: [buildAssignment({ executionId })] });
  await runner.until(() => runner.linesOf(executionId).some(({ text }) => text.startsWith("daemon ")));
  const daemon = Number(runner.linesOf(executionId)[0]?.text.split(" ")[1]);
  expect(readProcess(daemon)).toMatchObject({ name: "sleep" });
  child.kill("SIGKILL");
  await eventually(() => expect(readProcess(daemon)).toBeNull());
});

test("SIGTERM lets code stop at its checkpoint and tells the runner, before the agent ends", async () => {
  const { runner, child, spec } = await startAgentProcess(pythonProgram("steps.py"));
  const assignment = buildAssignment({ policy: { gracePeriod: 600 } });
  runner.send({ type: "assign", assignments: [assignment] });
  await runner.next("log", assignment.executionId);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(runner.eventsOf("ended")).toMatchObject([{ outcome: { type: "stopped" }, exitCode: 0, strays: 0 }]);
  expect(livingOf(spec.replicaId, child.pid)).toEqual([]);
});
