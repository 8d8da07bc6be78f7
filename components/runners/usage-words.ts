import type { FormatNumber } from "#components/locale/format-number.ts";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** So many digits after the mark: what changes stays where it is. */
function fixed(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** Bytes in the unit that keeps them short: `48 MiB`, `1.5 GiB`. Null is not known. */
export function memoryWords(bytes: number | null, formatNumber: FormatNumber): string {
  if (bytes === null) return "–";
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${formatNumber(value, fixed(digits))} ${UNITS[unit]}`;
}

/** Cores in use: `0.42 cores`. Null is not known. */
export function cpuWords(cores: number | null, formatNumber: FormatNumber): string {
  return cores === null ? "–" : `${formatNumber(cores, fixed(2))} cores`;
}

interface HostUse {
  cores: number | null;
  memoryBytes: number | null;
  replicas: readonly { state: string; cpuCores: number | null; memoryBytes: number | null }[];
}

/**
 * What its replicas use of a host: `1.20 of 16 cores · 3.1 GiB of 63 GiB`; empty when the host's size is not known. What
 * has not been measured is no zero.
 */
export function hostWords({ cores, memoryBytes, replicas }: HostUse, formatNumber: FormatNumber): string {
  if (cores === null || memoryBytes === null) return "";
  const live = replicas.filter(({ state }) => !["stopped", "failed", "lost"].includes(state));
  const measured = live.filter((replica) => replica.cpuCores !== null && replica.memoryBytes !== null);
  const unknown = live.length - measured.length;
  if (unknown > 0 && measured.length === 0)
    return `${formatNumber(cores)} cores · ${memoryWords(memoryBytes, formatNumber)} · use not measured yet`;
  const used = measured.reduce((sum, replica) => sum + (replica.cpuCores ?? 0), 0);
  const held = measured.reduce((sum, replica) => sum + (replica.memoryBytes ?? 0), 0);
  const memory = `${memoryWords(held, formatNumber)} of ${memoryWords(memoryBytes, formatNumber)}`;
  const without = unknown > 0 ? ` · without ${formatNumber(unknown)} not measured yet` : "";
  return `${formatNumber(used, fixed(2))} of ${formatNumber(cores)} cores · ${memory}${without}`;
}
