import { formatSeconds } from "#components/time/format-duration.ts";
import type { PolicyPreview, ServiceRow } from "#server/domain/views.ts";
import { type Applying, appliedOf, applyWords } from "./apply-words.ts";
import { configChanges } from "./config-difference.ts";
import { runningWords } from "./counted-words.ts";
import { scaleWords } from "./scale-words.ts";
import type { Settings } from "./settings-form.ts";

type Current = Pick<ServiceRow, "policy" | "placement" | "counts">;

/** What saving `draft` would do, in sentences that hold: a policy counts from an attempt's start. */
export function changeWords(
  current: Current,
  draft: Settings,
  preview: PolicyPreview,
  applying: Applying,
): string[] {
  if (configChanges(current, draft).length === 0) return [runningWords(preview.running)];
  return [
    ...applyWords(applying, draft.policy, appliedOf(current, draft), preview),
    ...waitingWords(current.counts.created),
    ...queueWords(current, draft, preview),
    ...resetWords(current, draft),
    ...replicaWords(current, draft),
  ];
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
