import type { FormatNumber } from "#components/locale/format-number.ts";
import type { ValueKind } from "./metric-charts.ts";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A value as a person reads it, short enough for an axis. */
export function valueWords(kind: ValueKind, value: number, formatNumber: FormatNumber): string {
  switch (kind) {
    case "percent":
      return `${formatNumber(value, { maximumFractionDigits: 1 })} %`;
    case "cores":
      return formatNumber(value, { maximumFractionDigits: 2 });
    case "bytes":
      return bytesWords(value, formatNumber);
    case "number":
      return numberWords(value, formatNumber);
  }
}

/** The unit that its title names; empty where the value does it. */
export function unitOf(kind: ValueKind): string {
  return kind === "cores" ? "cores" : "";
}

/** What an axis up to `most` bytes counts in. */
export function byteUnit(most: number): number {
  return most < 1_024 ? 1 : 1_024 ** Math.floor(Math.log2(most) / 10);
}

function bytesWords(bytes: number, formatNumber: FormatNumber): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_024 && unit < UNITS.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${formatNumber(value, { maximumSignificantDigits: value >= 100 ? 4 : 3 })} ${UNITS[unit]}`;
}

/** Four significant digits; very small and very large ones with an exponent. */
function numberWords(value: number, formatNumber: FormatNumber): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7))
    return formatNumber(value, { notation: "scientific", maximumFractionDigits: 2 });
  return formatNumber(value, { maximumSignificantDigits: 4 });
}
