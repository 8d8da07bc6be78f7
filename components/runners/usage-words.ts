const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes in the unit that keeps them short: `48 MiB`, `1.5 GiB`. Null is not known. */
export function memoryWords(bytes: number | null): string {
  if (bytes === null) return "–";
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** Cores in use: `0.42 cores`. Null is not known. */
export function cpuWords(cores: number | null): string {
  return cores === null ? "–" : `${cores.toFixed(2)} cores`;
}
