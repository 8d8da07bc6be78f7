import type { FaultKind } from "./faults.ts";
import type { Story } from "./verdict.ts";
import type { Workload } from "./workload.ts";

export interface Outcome {
  seed: number;
  faults: ReadonlyMap<FaultKind, number>;
  workload: Pick<Workload, "accepted" | "terminated" | "refused">;
  stories: readonly Story[];
  violations: readonly string[];
  left: readonly string[];
  /** False when something still lived when patience ended. */
  settled: boolean;
}

/** The end of a run, for people. */
export function tableOf({ seed, faults, workload, stories, violations, left, settled }: Outcome): string {
  const ends = new Map<string, number>();
  for (const { status, reason } of stories) {
    const name = reason ? `${status} (${reason})` : status;
    ends.set(name, (ends.get(name) ?? 0) + 1);
  }
  return [
    "",
    ...section("faults injected", [...faults]),
    ...section("executions by outcome", [...ends]),
    row("accepted", workload.accepted.length),
    row("terminations asked while alive", workload.terminated.size),
    row("requests refused, database away", workload.refused),
    row(
      "attempts",
      stories.reduce((sum, { attempt }) => sum + attempt, 0),
    ),
    "",
    ...violations.slice(0, 40),
    row("violations", violations.length),
    row("processes left", left.length),
    settled ? "" : "not everything had ended when patience was over",
    `seed ${seed}`,
  ].join("\n");
}

function section(title: string, counts: [string, number][]): string[] {
  const rows = counts.toSorted(([, a], [, b]) => b - a).map(([name, count]) => row(`  ${name}`, count));
  return [
    row(
      title,
      counts.reduce((sum, [, count]) => sum + count, 0),
    ),
    ...rows,
    "",
  ];
}

function row(name: string, count: number): string {
  return name.padEnd(36) + String(count).padStart(7);
}
