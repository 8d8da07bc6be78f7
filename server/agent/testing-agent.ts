import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type Clock, systemClock } from "../clock.ts";
import type { Policy } from "../domain/policy.ts";
import { DEFAULT_POLICY } from "../domain/policy-values.ts";
import type { Program } from "../domain/service-config.ts";
import type { StopMode } from "../domain/stop.ts";
import { silentLog } from "../log.ts";
import { ControlGroup } from "../process/control-group.ts";
import { projectRoot } from "../project-root.ts";
import type { Assignment, ReplicaSpec } from "../protocol/runner-agent.ts";
import { Agent } from "./agent.ts";
import { realMachine } from "./agent-machine.ts";
import { TestRunner } from "./testing-runner.ts";
import type { AgentPaths } from "./workers/worker-environment.ts";

export const FIXTURES = join(projectRoot(), "server", "agent", "fixtures");

const anyInput = { run: { description: "", inputSchema: {} } };

export function commandProgram(argv: string[], env: Record<string, string> = {}): Program {
  return { runtime: "command", argv, directory: FIXTURES, env, functions: anyInput };
}

/** False where this user may make no control group, and what drops every mark escapes. */
export function canEnclose(): boolean {
  return ControlGroup.create(`curfew-probe-${randomUUID()}`)?.remove() ?? false;
}

/** A Node program of the fixtures, run as a command. */
export function fixture(name: string, ...args: string[]): Program {
  return commandProgram([process.execPath, join(FIXTURES, name), ...args]);
}

export function pythonProgram(entry: string): Program {
  return {
    runtime: "python",
    entry,
    className: "ServiceRunner",
    directory: FIXTURES,
    env: {},
    functions: anyInput,
  };
}

export function nodeProgram(entry: string): Program {
  return {
    runtime: "node",
    entry,
    className: "ServiceRunner",
    directory: FIXTURES,
    env: {},
    functions: anyInput,
  };
}

export function buildSpec(
  program: Program,
  addressFile: string,
  overrides: Partial<ReplicaSpec> = {},
): ReplicaSpec {
  return {
    replicaId: randomUUID(),
    serviceName: "fixture",
    revision: 1,
    program,
    isolation: "process",
    slots: 2,
    token: "token-of-the-test",
    runnerAddressFile: addressFile,
    spoolLimitBytes: 64 * 1_048_576,
    ...overrides,
  };
}

/** Rungs of a policy in parts of a second, so that a ladder is over before a person would notice. */
export function buildAssignment(
  overrides: Partial<Omit<Assignment, "policy">> & { policy?: Partial<Policy> } = {},
): Assignment {
  return {
    executionId: randomUUID(),
    attempt: 1,
    functionName: "run",
    input: {},
    deadlineInMs: 3_600_000,
    deadlineAt: "2100-01-01T00:00:00.000Z",
    savedState: null,
    ...overrides,
    policy: { ...DEFAULT_POLICY, gracePeriod: 0.05, killWait: 0.05, ...overrides.policy },
  };
}

/** Time that passes `speed` times as fast, for what the protocol counts in seconds. */
export function hurriedClock(speed: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() * speed,
    after: (ms, callback) => systemClock.after(ms / speed, callback),
    every: (ms, callback) => systemClock.every(ms / speed, callback),
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  };
}

export interface Stage {
  agent: Agent;
  runner: TestRunner;
  spec: ReplicaSpec;
  folder: string;
  assign(assignment: Assignment): Assignment;
  terminate(assignment: Assignment, mode?: StopMode): void;
  /** Makes a file in the folder, for code that waits for it. */
  allow(name: string): void;
}

/** A runner and an agent that is ready for work; both end with the test. Its spool is in `replicaFolder`, if given. */
export async function stageAgent(
  program: Program,
  overrides: Partial<ReplicaSpec> = {},
  clock: Clock = systemClock,
  replicaFolder: string | null = null,
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "curfew-agent-"));
  const spoolFolder = replicaFolder ?? folder;
  const runner = new TestRunner(folder);
  await runner.start();
  const spec = buildSpec(program, runner.addressFile, overrides);
  const controlGroup = ControlGroup.create(`curfew-test-${randomUUID()}`);
  const paths: AgentPaths = {
    root: projectRoot(),
    replicaFolder: spoolFolder,
    agentNonce: randomUUID(),
    controlGroup,
    env: process.env,
  };
  const machine = realMachine(spec, paths, clock, silentLog);
  const agent = new Agent({ spec, machine, clock, log: silentLog });
  agent.start();
  onTestFinished(async () => {
    agent.shutdown("The test is over");
    await agent.ended;
    expect(controlGroup?.remove() ?? true).toBe(true);
    await runner.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await runner.until(() => runner.eventsOf("ready").length + runner.eventsOf("replica_failed").length > 0);
  return {
    agent,
    runner,
    spec,
    folder,
    assign(assignment) {
      runner.send({ type: "assign", assignments: [assignment] });
      return assignment;
    },
    allow(name) {
      writeFileSync(join(folder, name), "");
    },
    terminate({ executionId, attempt }, mode) {
      const stop = { reason: "terminated", final: true, serial: 0, ...(mode && { mode }) } as const;
      runner.send({ type: "stop", executionId, attempt, ...stop });
    },
  };
}
