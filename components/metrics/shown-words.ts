import type { FormatNumber } from "#components/locale/format-number.ts";

/** The attempts that are drawn, of all that there are: `from the start of attempt 6, the last 20 of 25 attempts`. */
export function attemptsWords(numbers: readonly number[], all: number): string {
  const first = numbers[0] ?? 1;
  const many = numbers.length === 1 ? "" : `${numbers.length} attempts`;
  if (numbers.length >= all) return `from the start of the first attempt${many && `, ${many}`}`;
  return `from the start of attempt ${first}, the last ${numbers.length} of ${all} attempts`;
}

/** What of the points and the metrics is not drawn; null when all of them are. */
export function leftOutWords(
  { mayBeThinned, points, more }: { mayBeThinned: boolean; points: number; more: readonly string[] },
  formatNumber: FormatNumber,
): string | null {
  const words = [
    ...(mayBeThinned
      ? [
          `At most ${formatNumber(points)} points of each attempt are drawn; the download has all that are kept.`,
        ]
      : []),
    ...(more.length > 0
      ? [
          `${formatNumber(more.length)} more ${more.length === 1 ? "metric is" : "metrics are"} in the table and the download only: ${more.join(", ")}.`,
        ]
      : []),
  ];
  return words.length > 0 ? words.join(" ") : null;
}

/** What a table leaves out of its rows; null when it has all. */
export function rowsWords(all: number, every: number, formatNumber: FormatNumber): string | null {
  if (every <= 1) return null;
  return `One row in ${every} of ${formatNumber(all)}; the download has all that are kept.`;
}
