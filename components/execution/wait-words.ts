import type { FormatNumber } from "#components/locale/format-number.ts";
import type { WaitView } from "#server/domain/wait.ts";

/** Its place among what waits for the same service. */
export function placeWords(
  { ahead, moreAhead }: Pick<WaitView, "ahead" | "moreAhead">,
  formatNumber: FormatNumber,
): string {
  if (moreAhead) return `More than ${formatNumber(ahead)} are before it.`;
  if (ahead === 0) return "It is the next of its service.";
  return ahead === 1 ? "1 is before it." : `${formatNumber(ahead)} are before it.`;
}
