import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { isGone } from "../process/process-entry.ts";
import { readProcess } from "../process/process-table.ts";
import type { Assignment } from "../protocol/runner-agent.ts";
import { buildAssignment, nodeProgram, pythonProgram, type Stage, stageAgent } from "./testing-agent.ts";

const PROGRAMS = { Python: pythonProgram("shared.py"), Node: nodeProgram("shared.ts") };

export function stageShared(runtime: "Python" | "Node" = "Python", clock?: Clock): Promise<Stage> {
  return stageAgent(PROGRAMS[runtime], { isolation: "shared", slots: 8 }, clock);
}

/** Begins one that runs until the test lets it go. */
export async function waits(
  stage: Stage,
  file: string,
  overrides: Partial<Assignment> = {},
): Promise<Assignment> {
  const input = { file: join(stage.folder, file) };
  const assignment = stage.assign(buildAssignment({ functionName: "wait_for", input, ...overrides }));
  await line(stage, assignment, "waiting");
  return assignment;
}

export function letGo({ folder }: Stage, file: string): void {
  writeFileSync(join(folder, file), "");
}

export async function ignores(stage: Stage, overrides: Partial<Assignment> = {}): Promise<Assignment> {
  const assignment = stage.assign(buildAssignment({ functionName: "ignore", ...overrides }));
  await line(stage, assignment, "ignoring");
  return assignment;
}

export async function line({ runner }: Stage, { executionId }: Assignment, start: string): Promise<string> {
  const find = () => runner.linesOf(executionId).find(({ text }) => text.startsWith(start))?.text;
  await runner.until(() => find() !== undefined);
  return find() ?? "";
}

export function endOf({ runner }: Stage, { executionId }: Assignment) {
  return runner.next("ended", executionId);
}

export function isAlive(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== null && !isGone(entry);
}
