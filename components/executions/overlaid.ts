interface Identified {
  id: string;
}

/** The rows of a long list: what was read again since takes the place of what was, and what is newer stands above. */
export function overlaid<Row extends Identified>(
  rows: readonly Row[],
  again: readonly Row[] = [],
  top: readonly Row[] = [],
): readonly Row[] {
  if (again.length === 0 && top.length === 0) return rows;
  const newest = new Map([...top, ...again].map((row) => [row.id, row]));
  const first = rows[0]?.id ?? "";
  const above = top.filter(({ id }) => id > first);
  return [...above, ...rows.map((row) => newest.get(row.id) ?? row)];
}
