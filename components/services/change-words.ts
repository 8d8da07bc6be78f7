import { formatSeconds } from "#components/time/format-duration.ts";
import type { PolicyPreview, ServiceRow } from "#server/domain/views.ts";
import { configChanges } from "./config-difference.ts";
import type { Settings } from "./settings-form.ts";

type Current = Pick<ServiceRow, "policy" | "placement" | "counts">;

/** What saving `draft` would do, in sentences that hold: a policy counts from an attempt's start. */
export function changeWords(current: Current, draft: Settings, preview: PolicyPreview): string[] {
  if (configChanges(current, draft).length === 0) return [runningWords(preview.running)];
  return [
    preview.running === 0
      ? "Nothing runs now."
      : `${runningWords(preview.running)} ${preview.running === 1 ? "It keeps" : "They keep"} the policy that was copied at ${preview.running === 1 ? "its" : "their"} start.`,
    ...pastWords(current, draft, preview),
    ...waitingWords(current.counts.created),
    ...queueWords(current, draft, preview),
    ...resetWords(current, draft),
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

function isOrAre(count: number): string {
  return count === 1 ? "1 is" : `${count} are`;
}

function passes(count: number): string {
  return count === 1 ? "1 passes" : `${count} pass`;
}

function keeps(count: number): string {
  return count === 1 ? "it keeps its" : "each keeps its";
}
