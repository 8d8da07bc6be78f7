import type { FormatNumber } from "#components/locale/format-number.ts";

/** `3 executions run now; 1 is stopping already.` */
export function runningWords(running: number, formatNumber: FormatNumber, stopping = 0): string {
  if (running === 0) return "Nothing runs now.";
  const runs = running === 1 ? "1 execution runs now" : `${formatNumber(running)} executions run now`;
  if (stopping === 0) return `${runs}.`;
  return `${runs}; ${running === 1 ? "it is" : isOrAre(stopping, formatNumber)} stopping already.`;
}

export function isOrAre(count: number, formatNumber: FormatNumber): string {
  return count === 1 ? "1 is" : `${formatNumber(count)} are`;
}
