import { formatSeconds } from "#components/time/format-duration.ts";
import type { PolicyPreview, ServiceRow } from "#server/domain/views.ts";
import { configChanges } from "./config-difference.ts";
import { scaleWords } from "./scale-words.ts";
import type { Settings } from "./settings-form.ts";

type Current = Pick<ServiceRow, "policy" | "placement" | "counts">;

/** What saving `draft` would do, in sentences that hold: a policy counts from an attempt's start. */
export function changeWords(
  current: Current,
  draft: Settings,
  preview: PolicyPreview,
  force: boolean,
): string[] {
  if (configChanges(current, draft).length === 0) return [runningWords(preview.running)];
  return [
    ...(force ? forceWords(preview) : [keepingWords(preview.running), ...pastWords(current, draft, preview)]),
    ...waitingWords(current.counts.created),
    ...queueWords(current, draft, preview),
    ...resetWords(current, draft),
    ...replicaWords(current, draft),
  ];
}

function keepingWords(running: number): string {
  if (running === 0) return runningWords(running);
  const keep = running === 1 ? "It keeps" : "They keep";
  return `${runningWords(running)} ${keep} the policy that was copied at ${running === 1 ? "its" : "their"} start.`;
}

/** What stopping the old replicas at once would do to what runs on them. */
export function forceWords({ running, cut: { failed, rerun } }: PolicyPreview): string[] {
  const cut = failed + rerun;
  if (cut === 0)
    return running === 0 ? ["Nothing runs now: nothing is cut."] : ["All that runs is stopping already."];
  const outcomes = [
    ...(failed > 0 ? [failed === 1 ? "1 ends as failed" : `${failed} end as failed`] : []),
    ...(rerun > 0 ? [rerun === 1 ? "1 goes back to the queue" : `${rerun} go back to the queue`] : []),
  ];
  return [
    `${cut === 1 ? "1 execution is" : `${cut.toLocaleString("en")} executions are`} told to stop now, with SIGTERM and SIGKILL behind it as ${cut === 1 ? "its" : "their"} own policy says: ${outcomes.join(", ")}.`,
  ];
}

function runningWords(running: number): string {
  if (running === 0) return "Nothing runs now.";
  return running === 1 ? "1 execution runs now." : `${running.toLocaleString("en")} executions run now.`;
}

function pastWords(current: Current, draft: Settings, { alreadyPast, endingSoon }: PolicyPreview): string[] {
  const { executionTimeout } = draft.policy;
  if (executionTimeout === current.policy.executionTimeout) return [];
  const limit = formatSeconds(executionTimeout);
  const soon = formatSeconds(Math.ceil(executionTimeout / 10));
  const words: string[] = [];
  if (alreadyPast > 0) {
    words.push(`${isOrAre(alreadyPast)} already past ${limit}: ${keeps(alreadyPast)} own deadline.`);
  }
  if (endingSoon > 0) {
    words.push(`${passes(endingSoon)} ${limit} within ${soon}: ${keeps(endingSoon)} own deadline.`);
  }
  return words;
}

function waitingWords(created: number): string[] {
  if (created === 0) return [];
  const what =
    created === 1 ? "1 waiting execution starts" : `${created.toLocaleString("en")} waiting executions start`;
  return [`${what} under the new settings.`];
}

function queueWords({ counts }: Current, { policy }: Settings, { waitedTooLong }: PolicyPreview): string[] {
  const words: string[] = [];
  if (policy.queueTimeout !== null && waitedTooLong > 0) {
    const limit = formatSeconds(policy.queueTimeout);
    words.push(
      `${haveWaited(waitedTooLong)} for longer than ${limit} already: saving fails ${itOrThem(waitedTooLong)}.`,
    );
  }
  if (policy.queueLimit !== null && counts.created >= policy.queueLimit) {
    words.push(
      `${counts.created} wait already: new ones are refused until fewer than ${policy.queueLimit} do.`,
    );
  }
  return words;
}

function haveWaited(count: number): string {
  return count === 1 ? "1 has waited" : `${count} have waited`;
}

function itOrThem(count: number): string {
  return count === 1 ? "it" : "them";
}

function resetWords(current: Current, draft: Settings): string[] {
  const { onReset, maxAttempts } = draft.policy;
  if (onReset === current.policy.onReset && maxAttempts === current.policy.maxAttempts) return [];
  if (onReset === "failed")
    return ["Attempts that a timeout, a reset or a crash hits are then marked as failed."];
  const times = maxAttempts === 1 ? "1 attempt" : `${maxAttempts} attempts`;
  return [
    `Attempts that a timeout, a reset or a crash hits then go back to the queue, up to ${times} in all.`,
  ];
}

function replicaWords(current: Current, draft: Settings): string[] {
  const words = scaleWords(draft.placement);
  return words === scaleWords(current.placement) ? [] : [words];
}

function isOrAre(count: number): string {
  return count === 1 ? "1 is" : `${count} are`;
}

function passes(count: number): string {
  return count === 1 ? "1 passes" : `${count} pass`;
}

function keeps(count: number): string {
  return count === 1 ? "it keeps its" : "each keeps its";
}
