/** Ids grow with time. */
interface Identified {
  id: string;
}

export interface HeldRow<Row> {
  row: Row;
  /** It is no longer part of the list; this is what was last known. */
  gone: boolean;
}

export interface HeldRows<Row> {
  rows: HeldRow<Row>[];
  /** Rows that came on top meanwhile and are not shown yet. */
  newer: number;
}

/**
 * What to show while someone reads or aims at the list: the rows that stood there stay where they were, with new
 * content; what left the list is marked, what came on top is counted, what is older is added below. With `held` null
 * nobody does, and the fresh rows are shown as they are. In another order than newest first nobody can say what came on
 * top: what is new stands below.
 */
export function holdRows<Row extends Identified>(
  fresh: readonly Row[],
  held: readonly Row[] | null,
  newestFirst = true,
): HeldRows<Row> {
  if (!held?.length) return { rows: fresh.map((row) => ({ row, gone: false })), newer: 0 };
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const newest = held[0]?.id ?? "";
  const oldest = held.at(-1)?.id ?? "";
  const kept = held.map((row) => ({ row: byId.get(row.id) ?? row, gone: !byId.has(row.id) }));
  const stood = new Set(held.map(({ id }) => id));
  const isBelow = (row: Row) => (newestFirst ? row.id < oldest : !stood.has(row.id));
  const below = fresh.filter(isBelow).map((row) => ({ row, gone: false }));
  const newer = newestFirst ? fresh.filter((row) => row.id > newest).length : 0;
  return { rows: [...kept, ...below], newer };
}
