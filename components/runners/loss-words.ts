import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration } from "#components/time/format-duration.ts";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";

/** What would happen if the host went away now, in sentences that hold. */
export function lossSentences(
  { rerun, failed, lostMs, servicesLeftAlone, isOnly }: RunnerLoss,
  formatNumber: FormatNumber,
): string[] {
  const sentences: string[] = [];
  if (rerun + failed === 0) sentences.push("Nothing that runs here would be cut.");
  else {
    const again = rerun > 0 ? [`${counted(rerun, formatNumber)} would be run again`] : [];
    const over =
      failed > 0 ? [`${rerun > 0 ? formatNumber(failed) : counted(failed, formatNumber)} would fail`] : [];
    sentences.push(
      `${[...again, ...over].join(", ")}; up to ${formatDuration(lostMs, { formatNumber })} of work is not saved.`,
    );
  }
  if (isOnly) sentences.push("No other runner takes work: everything would wait until one does.");
  else if (servicesLeftAlone.length > 0) {
    sentences.push(
      `No other replica is ready of ${servicesLeftAlone.join(", ")}: others would have to start first.`,
    );
  }
  return sentences;
}

function counted(count: number, formatNumber: FormatNumber): string {
  return count === 1 ? "1 execution" : `${formatNumber(count)} executions`;
}
