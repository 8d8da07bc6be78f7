import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import { type ApplyChoice, needsNewReplicas } from "#server/domain/apply-change.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import type { PolicyPreview } from "#server/domain/views.ts";
import { isOrAre, runningWords } from "./counted-words.ts";

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
}

type Changing = Pick<ServiceConfig, "policy" | "placement"> & Partial<Pick<ServiceConfig, "program">>;

/** A program that only one of them tells is the same. */
export function appliedOf(before: Changing, after: Changing): Applied {
  const program = { ...(before.program ?? after.program) } as ServiceConfig["program"];
  return {
    needsNewReplicas: needsNewReplicas(
      { ...before, program },
      { ...after, program: before.program ? (after.program ?? program) : program },
    ),
    movesDeadlines: before.policy.executionTimeout !== after.policy.executionTimeout,
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
  const { running } = preview;
  if (applying === "cut") return cutWords(preview, formatNumber);
  if (running === 0) return [runningWords(running, formatNumber)];
  if (applying === "live" && applied.movesDeadlines)
    return liveWords(executionTimeout, applied, preview, formatNumber);
  const keep = running === 1 ? "It keeps" : "They keep";
  return [
    `${runningWords(running, formatNumber)} ${keep} the policy that was copied at ${running === 1 ? "its" : "their"} start.`,
    ...(applied.movesDeadlines ? pastWords(executionTimeout, preview, formatNumber) : []),
    waitWords(applying === "replace" || applied.needsNewReplicas, preview.resetWaitSeconds),
  ];
}

/** A drain waits as long as a reset does: for the last deadline. */
function waitWords(drains: boolean, seconds: number): string {
  const wait = `up to ${formatSeconds(seconds)}`;
  return drains
    ? `The old replicas drain: that waits ${wait}, to the last deadline of what they run.`
    : `A reset would wait ${wait}.`;
}

function liveWords(
  executionTimeout: number,
  { needsNewReplicas }: Applied,
  { running, alreadyPast, endingSoon, liveResetWaitSeconds }: PolicyPreview,
  formatNumber: FormatNumber,
): string[] {
  const limit = formatSeconds(executionTimeout);
  const which = running === 1 ? "Its deadline moves" : "Their deadlines move";
  const start = running === 1 ? "its start" : "the start of each";
  const soon = formatSeconds(Math.ceil(executionTimeout / 10));
  return [
    `${runningWords(running, formatNumber)} ${which} to ${limit} after ${start}, also where somebody has moved it; nothing else of their policy changes.`,
    ...(alreadyPast > 0
      ? [`${isOrAre(alreadyPast, formatNumber)} already past ${limit}: told to stop now, as by a timeout.`]
      : []),
    ...(endingSoon > 0
      ? [`${formatNumber(endingSoon)} ${endingSoon === 1 ? "ends" : "end"} within ${soon}.`]
      : []),
    waitWords(needsNewReplicas, liveResetWaitSeconds),
  ];
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
