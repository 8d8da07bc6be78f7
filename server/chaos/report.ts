import type { Answers } from "./answers.ts";
import { type FaultKind, PAST_LEASES } from "./faults.ts";
import type { Story } from "./stories.ts";

export interface Outcome {
  seed: number;
  faults: ReadonlyMap<FaultKind, number>;
  /** In the order of the workload: what was asked and how often it was done. */
  asked: readonly (readonly [string, number])[];
  answers: Pick<Answers, "refused" | "repeated" | "unanswered">;
  stories: readonly Story[];
  violations: readonly string[];
  /** Why this run proves less than it should. */
  shortfalls: readonly string[];
  left: readonly string[];
  /** False when something still lived when patience ended. */
  settled: boolean;
}

/** The end of a run, for people. */
export function tableOf(outcome: Outcome): string {
  const { seed, faults, asked, answers, stories, violations, shortfalls, left, settled } = outcome;
  const ends = new Map<string, number>();
  for (const { status, reason } of stories) {
    const name = reason ? `${status} (${reason})` : status;
    ends.set(name, (ends.get(name) ?? 0) + 1);
  }
  return [
    "",
    ...section("faults injected", [...faults]),
    ...section("executions by outcome", [...ends]),
    ...asked.map(([name, count]) => row(name, count)),
    row("requests refused, too late", answers.refused),
    row("requests repeated for want of an answer", answers.repeated),
    row("requests never answered", answers.unanswered),
    row(
      "attempts",
      stories.reduce((sum, { attempt }) => sum + attempt, 0),
    ),
    "",
    ...violations.slice(0, 40),
    ...shortfalls,
    row("violations", violations.length),
    row("processes left", left.length),
    ...(settled ? [] : ["not everything had ended when patience was over"]),
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
  return name.padEnd(40) + String(count).padStart(7);
}

/** From here on a run is to have all that a run can have. */
const LONG_MINUTES = 5;
const ENOUGH = 1_000;
const EACH_MINUTE = 100;

/** How many executions a run of so many minutes owes; a short one none, for it may be on a busy machine. */
export function owedBy(minutes: number): number {
  return minutes < LONG_MINUTES ? 0 : Math.min(ENOUGH, Math.round(minutes * EACH_MINUTE));
}

/** What a run owes, and has not: too few executions, or a kind of fault that never struck. A short run owes ended leases. */
export function shortfallsOf(
  minutes: number,
  accepted: number,
  faults: ReadonlyMap<FaultKind, number>,
): string[] {
  const never = [...faults].filter(([, count]) => count === 0).map(([kind]) => kind);
  const missed = minutes < LONG_MINUTES ? never.filter((kind) => PAST_LEASES.includes(kind)) : never;
  const owed = owedBy(minutes);
  return [
    ...(accepted < owed ? [`only ${accepted} executions of ${owed} were accepted`] : []),
    ...(missed.length > 0 ? [`never struck: ${missed.join(", ")}`] : []),
  ];
}
