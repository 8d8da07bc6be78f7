import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";

/** What would happen if the host went away now, in sentences that hold. */
export function lossSentences(loss: RunnerLoss, formatNumber: FormatNumber): string[] {
  const { servicesLeftAlone, isOnly, runnersOnHost } = loss;
  const sentences = [cutSentence(loss, formatNumber)];
  if (runnersOnHost > 1)
    sentences.push(
      `It has ${formatNumber(runnersOnHost)} runners: what all of them run is counted, and none of them would be left.`,
    );
  if (isOnly)
    sentences.push("No other host has a runner that takes work: everything would wait until one does.");
  else if (servicesLeftAlone.length > 0) {
    sentences.push(
      `No other host has a ready replica of ${servicesLeftAlone.join(", ")}: others would have to start first.`,
    );
  }
  return sentences;
}

function cutSentence({ rerun, failed, terminating, lostMs }: RunnerLoss, formatNumber: FormatNumber): string {
  const outcomes = [
    { count: rerun, words: "would be run again" },
    { count: failed, words: "would fail" },
    { count: terminating, words: "being terminated would end" },
  ].filter(({ count }) => count > 0);
  if (outcomes.length === 0) return "Nothing runs there: nothing would be cut.";
  const said = outcomes.map(({ count, words }, index) =>
    index === 0 ? `${counted(count, formatNumber)} ${words}` : `${formatNumber(count)} ${words}`,
  );
  return `${said.join(", ")}; up to ${formatDuration(lostMs, { formatNumber })} of work is not saved.`;
}

/** How long a drain of this runner may take, where that is known. */
export function drainSentence({ running, drainWaitMs }: RunnerLoss): string {
  if (drainWaitMs === null)
    return "How long a drain takes nobody knows: its runner or one of its replicas does not answer.";
  if (running === 0) return "Nothing runs on this runner: a drain waits for nobody.";
  if (drainWaitMs === 0)
    return "What runs on this runner has had all its time, and its stop too: a drain waits until it is proven gone.";
  const wait = formatSeconds(Math.ceil(drainWaitMs / 1_000));
  return `A drain takes up to ${wait}: to the last deadline as it stands now, and the stop behind it.`;
}

function counted(count: number, formatNumber: FormatNumber): string {
  return count === 1 ? "1 execution" : `${formatNumber(count)} executions`;
}
