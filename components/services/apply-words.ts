import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import { type ApplyChoice, needsNewReplicas } from "#server/domain/apply-change.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { POLICY_LABELS } from "./config-difference.ts";
import { isOrAre, runningWords } from "./counted-words.ts";
import { settingsAt } from "./settings-draft.ts";

/** As on the form: `cut` replaces the replicas and stops what runs on them. */
export type Applying = ApplyChoice | "cut";

/** How the server is told so. */
export function applyInput(applying: Applying): { apply: ApplyChoice; force: boolean } {
  return applying === "cut" ? { apply: "replace", force: true } : { apply: applying, force: false };
}

/** What a change reaches by itself. */
export interface Applied {
  /** Replicas as they are can't run it. */
  needsNewReplicas: boolean;
  /** Another execution timeout, which can be applied to what runs. */
  movesDeadlines: boolean;
  /** What else of the policy is another: attempts have it from their start, and what runs keeps its own. */
  fromStart: (keyof Policy)[];
}

/** What does not wait for the next attempt's start: it can be applied to what runs, or is about what waits. */
const REACHES_SOONER: ReadonlySet<string> = new Set(["executionTimeout", "queueTimeout", "queueLimit"]);

type Changing = Pick<ServiceConfig, "policy" | "placement"> & Partial<Pick<ServiceConfig, "program">>;

/** A program that only one of them tells is the same. */
export function appliedOf(before: Changing, after: Changing): Applied {
  const program = { ...(before.program ?? after.program) } as ServiceConfig["program"];
  // A revision from before a field was there has none of it.
  const [old, now] = [settingsAt(before).policy, settingsAt(after).policy];
  return {
    needsNewReplicas: needsNewReplicas(
      { ...before, program },
      { ...after, program: before.program ? (after.program ?? program) : program },
    ),
    movesDeadlines: old.executionTimeout !== now.executionTimeout,
    fromStart: (Object.keys(POLICY_LABELS) as (keyof Policy)[]).filter(
      (key) => !REACHES_SOONER.has(key) && old[key] !== now[key],
    ),
  };
}

/** What saving has begun; what agents have not answered yet is not said to be so. */
export function savedWords(
  { replicas, live }: { replicas: "kept" | "replaced"; live: { executions: number } | null },
  formatNumber: FormatNumber,
): string {
  const kept = replicas === "kept" ? "The replicas stay." : "Its replicas are being replaced.";
  if (!live) return `It counts for attempts that start from now on. ${kept}`;
  const whose =
    live.executions === 1
      ? "The agent of 1 execution is"
      : `The agents of ${formatNumber(live.executions)} executions are`;
  return `${whose} being asked to move the deadline. ${kept}`;
}

/** What a change does to what runs, how long that is waited for, and what a reset would wait for afterwards. */
export function applyWords(
  applying: Applying,
  { executionTimeout }: Policy,
  applied: Applied,
  preview: PolicyPreview,
  formatNumber: FormatNumber,
): string[] {
  const { running, stopping } = preview;
  if (applying === "cut") return cutWords(preview, formatNumber);
  const runs = runningWords(running, formatNumber, stopping);
  if (running === 0) return [runs];
  const drains = applying === "replace" || applied.needsNewReplicas;
  if (applying === "live" && applied.movesDeadlines)
    return [
      ...liveWords(executionTimeout, runs, preview, formatNumber),
      ...startWords(applied),
      ...waitWords(drains, preview.liveDrainWaitSeconds, preview.liveResetWaitSeconds),
    ];
  const keep = running === 1 ? "It keeps" : "They keep";
  return [
    `${runs} ${keep} the policy that was copied at ${running === 1 ? "its" : "their"} start.`,
    ...startWords(applied),
    ...(applied.movesDeadlines ? pastWords(executionTimeout, preview, formatNumber) : []),
    ...waitWords(drains, preview.drainWaitSeconds, preview.resetWaitSeconds),
  ];
}

function startWords({ fromStart }: Applied): string[] {
  if (fromStart.length === 0) return [];
  const labels = fromStart.map((key) => POLICY_LABELS[key].toLowerCase());
  const named = [labels.slice(0, -1).join(", "), labels.at(-1)].filter(Boolean).join(" and ");
  return [`The new ${named} ${labels.length === 1 ? "counts" : "count"} only for attempts that start later.`];
}

/** A reset waits only for what shares a worker with the one that ignored its stop; a drain for all that runs. */
function waitWords(drains: boolean, drainSeconds: number, resetSeconds: number): string[] {
  if (drains)
    return [
      `The old replicas drain: that waits up to ${formatSeconds(drainSeconds)}, to the last deadline of what they run and the stop behind it.`,
    ];
  if (resetSeconds === 0) return [];
  return [
    `A reset of a replica would wait up to ${formatSeconds(resetSeconds)} for what runs in the same worker.`,
  ];
}

function liveWords(
  executionTimeout: number,
  runs: string,
  { running, stopping, alreadyPast, endingSoon }: PolicyPreview,
  formatNumber: FormatNumber,
): string[] {
  const moved = running - stopping;
  if (moved === 0) return [`${runs} Deadlines of what is stopping do not move.`];
  const limit = formatSeconds(executionTimeout);
  const start = moved === 1 ? "its start" : "the start of each";
  const soon = formatSeconds(Math.ceil(executionTimeout / 10));
  return [
    `${runs} ${whoMoves(moved, stopping)} to ${limit} after ${start}, also where somebody has moved it; nothing else of their policy changes.`,
    ...(alreadyPast > 0
      ? [`${isOrAre(alreadyPast, formatNumber)} already past ${limit}: told to stop now, as by a timeout.`]
      : []),
    ...(endingSoon > 0
      ? [`${formatNumber(endingSoon)} ${endingSoon === 1 ? "ends" : "end"} within ${soon}.`]
      : []),
  ];
}

function whoMoves(moved: number, stopping: number): string {
  if (stopping > 0)
    return moved === 1 ? "The deadline of the other moves" : "The deadlines of the others move";
  return moved === 1 ? "Its deadline moves" : "Their deadlines move";
}

function pastWords(
  executionTimeout: number,
  { alreadyPast, endingSoon }: PolicyPreview,
  formatNumber: FormatNumber,
): string[] {
  const limit = formatSeconds(executionTimeout);
  const soon = formatSeconds(Math.ceil(executionTimeout / 10));
  const keeps = (count: number) =>
    count === 1 ? "it keeps its own deadline" : "each keeps its own deadline";
  return [
    ...(alreadyPast > 0
      ? [`${isOrAre(alreadyPast, formatNumber)} already past ${limit}: ${keeps(alreadyPast)}.`]
      : []),
    ...(endingSoon > 0
      ? [
          `${formatNumber(endingSoon)} ${endingSoon === 1 ? "passes" : "pass"} ${limit} within ${soon}: ${keeps(endingSoon)}.`,
        ]
      : []),
  ];
}

/** What stopping the old replicas at once would do to what runs on them. */
function cutWords({ running, cut: { failed, rerun } }: PolicyPreview, formatNumber: FormatNumber): string[] {
  const cut = failed + rerun;
  if (cut === 0)
    return running === 0 ? ["Nothing runs now: nothing is cut."] : ["All that runs is stopping already."];
  const outcomes = [
    ...(failed > 0 ? [failed === 1 ? "1 ends as failed" : `${formatNumber(failed)} end as failed`] : []),
    ...(rerun > 0
      ? [rerun === 1 ? "1 goes back to the queue" : `${formatNumber(rerun)} go back to the queue`]
      : []),
  ];
  const who = cut === 1 ? "1 execution is" : `${formatNumber(cut)} executions are`;
  return [
    `${who} told to stop now, with SIGTERM and SIGKILL behind it as ${cut === 1 ? "its" : "their"} own policy says: ${outcomes.join(", ")}.`,
  ];
}
