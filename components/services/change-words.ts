import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { type Applying, appliedOf, applyWords } from "./apply-words.ts";
import { configChanges } from "./config-difference.ts";
import { runningWords } from "./counted-words.ts";
import { scaleWords } from "./scale-words.ts";
import type { Settings } from "./settings-draft.ts";

type Current = Pick<ServiceRow, "policy" | "placement" | "counts">;

/** What saving `draft` would do, in sentences that hold: a policy counts from an attempt's start. */
export function changeWords(
  current: Current,
  draft: Settings,
  preview: PolicyPreview,
  applying: Applying,
  formatNumber: FormatNumber,
): string[] {
  if (configChanges(current, draft, formatNumber).length === 0)
    return [runningWords(preview.running, formatNumber, preview.stopping)];
  const applied = appliedOf(current, draft);
  const fromStart = applied.fromStart.filter((field) => !SAID_BY_RESET_WORDS.has(field));
  return [
    ...applyWords(applying, draft.policy, { ...applied, fromStart }, preview, formatNumber),
    ...waitingWords(current.counts.created, formatNumber),
    ...queueWords(current, draft, preview, formatNumber),
    ...resetWords(current, draft),
    ...replicaWords(current, draft, formatNumber),
  ];
}

function waitingWords(created: number, formatNumber: FormatNumber): string[] {
  if (created === 0) return [];
  const what =
    created === 1 ? "1 waiting execution starts" : `${formatNumber(created)} waiting executions start`;
  return [`${what} under the new settings.`];
}

function queueWords(
  { counts }: Current,
  { policy }: Settings,
  { waitedTooLong }: PolicyPreview,
  formatNumber: FormatNumber,
): string[] {
  const words: string[] = [];
  if (policy.queueTimeout !== null && waitedTooLong > 0) {
    const limit = formatSeconds(policy.queueTimeout);
    words.push(
      `${haveWaited(waitedTooLong, formatNumber)} for longer than ${limit} already: saving fails ${itOrThem(waitedTooLong)}.`,
    );
  }
  if (policy.queueLimit !== null && counts.created >= policy.queueLimit) {
    words.push(
      `${formatNumber(counts.created)} wait already: new ones are refused until fewer than ${formatNumber(policy.queueLimit)} do.`,
    );
  }
  return words;
}

function haveWaited(count: number, formatNumber: FormatNumber): string {
  return count === 1 ? "1 has waited" : `${formatNumber(count)} have waited`;
}

function itOrThem(count: number): string {
  return count === 1 ? "it" : "them";
}

const SAID_BY_RESET_WORDS: ReadonlySet<string> = new Set(["onReset", "maxAttempts"]);

function resetWords(current: Current, draft: Settings): string[] {
  const { onReset, maxAttempts } = draft.policy;
  if (onReset === current.policy.onReset && maxAttempts === current.policy.maxAttempts) return [];
  if (onReset === "failed")
    return ["Attempts that start later and are hit by a timeout, a reset or a crash are marked as failed."];
  const times = maxAttempts === 1 ? "1 attempt" : `${maxAttempts} attempts`;
  return [
    `Attempts that start later and are hit by a timeout, a reset or a crash go back to the queue, up to ${times} in all.`,
  ];
}

function replicaWords(current: Current, draft: Settings, formatNumber: FormatNumber): string[] {
  const words = scaleWords(draft.placement, formatNumber);
  return words === scaleWords(current.placement, formatNumber) ? [] : [words];
}
