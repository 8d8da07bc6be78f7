import type { FormatNumber } from "#components/locale/format-number.ts";

/** `3 executions run now.` */
export function runningWords(running: number, formatNumber: FormatNumber): string {
  if (running === 0) return "Nothing runs now.";
  return running === 1 ? "1 execution runs now." : `${formatNumber(running)} executions run now.`;
}

export function isOrAre(count: number, formatNumber: FormatNumber): string {
  return count === 1 ? "1 is" : `${formatNumber(count)} are`;
}
