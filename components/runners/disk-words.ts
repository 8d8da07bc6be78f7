import type { FormatNumber } from "#components/locale/format-number.ts";
import type { DiskFault } from "#server/domain/disk-fault.ts";
import { memoryWords } from "./usage-words.ts";

const CAUSES: Record<string, string> = {
  ENOSPC: "disk full",
  EDQUOT: "disk quota used up",
  EROFS: "disk is read-only",
};

/** `disk full: what it says is kept in memory, 12 MiB`. */
export function diskWords({ code, heldBytes }: DiskFault, formatNumber: FormatNumber): string {
  const cause = CAUSES[code] ?? `disk refuses writes (${code})`;
  return `${cause}: what it says is kept in memory, ${memoryWords(heldBytes, formatNumber)}`;
}
