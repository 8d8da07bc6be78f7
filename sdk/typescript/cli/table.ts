/** Rows under their heads, in columns as wide as they need. */
export function table(heads: string[], rows: (string | number | null)[][]): string {
  const lines = [heads, ...rows.map((row) => row.map((cell) => (cell === null ? "-" : String(cell))))];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
