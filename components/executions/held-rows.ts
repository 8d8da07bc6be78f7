import type { Sort } from "#server/domain/query/execution-query.ts";

/** Ids grow with time. */
interface Identified {
  id: string;
}

export interface HeldRow<Row> {
  row: Row;
  /** It is no longer part of the list; this is what was last known. */
  gone: boolean;
  /** What is shown of it was so then, in epoch milliseconds; null: it is so now. */
  at: number | null;
}

/** What was loaded last. */
export interface Loaded<Row> {
  rows: readonly Row[];
  sort: Sort;
  /** More may follow the last of them. */
  hasMore: boolean;
  /** Newer ones may be missing between them. */
  gap: boolean;
  /** Of rows beyond what was loaded, those that were read by themselves; null: it is no part of the list. */
  elsewhere: ReadonlyMap<string, Row | null>;
}

export interface Newer {
  count: number;
  /** There may be more: nobody loaded further. */
  atLeast: boolean;
}

export interface HeldRows<Row> {
  rows: HeldRow<Row>[];
  /** Rows that came on top meanwhile and are not shown yet. */
  newer: Newer;
}

/**
 * What to show while someone reads or aims at the list: the rows that stood there stay where they were, with new
 * content; what left the list is marked, what came on top is counted, what is older is added below. With `held` null
 * nobody does, and the fresh rows are shown as they are. In another order than newest first nobody can say what came on
 * top: what is new stands below.
 */
export function holdRows<Row extends Identified>(
  fresh: Loaded<Row>,
  held: readonly Row[] | null,
): HeldRows<Row> {
  if (!held?.length) return { rows: fresh.rows.map(asItIs), newer: { count: 0, atLeast: false } };
  const newestFirst = fresh.sort === "newest";
  const byId = new Map(fresh.rows.map((row) => [row.id, row]));
  const newest = held[0]?.id ?? "";
  const oldest = held.at(-1)?.id ?? "";
  const kept = held.map((row) => {
    const now = byId.get(row.id) ?? fresh.elsewhere.get(row.id);
    return now ? asItIs(now) : { row, gone: now === null || isPlaceLoaded(fresh, row), at: null };
  });
  const stood = new Set(held.map(({ id }) => id));
  const isBelow = (row: Row) => (newestFirst ? row.id < oldest : !stood.has(row.id));
  const below = fresh.rows.filter(isBelow).map(asItIs);
  const count = newestFirst ? fresh.rows.filter((row) => row.id > newest).length : 0;
  const atLeast = count > 0 && (fresh.gap || (count === fresh.rows.length && fresh.hasMore));
  return { rows: [...kept, ...below], newer: { count, atLeast } };
}

/** It would have been loaded if it were still part of the list; else newer rows may have moved it beyond. */
function isPlaceLoaded<Row extends Identified>({ rows, sort, hasMore }: Loaded<Row>, { id }: Row): boolean {
  const last = rows.at(-1)?.id;
  if (!hasMore) return true;
  if (last === undefined) return false;
  return (sort === "newest" && id > last) || (sort === "oldest" && id < last);
}

function asItIs<Row>(row: Row): HeldRow<Row> {
  return { row, gone: false, at: null };
}

/** True when the last row that was loaded is one that stood there, or is older: what follows it is shown below them. */
export function reaches<Row extends Identified>(stood: readonly Row[], last: Row | undefined): boolean {
  return last === undefined || last.id < (stood.at(-1)?.id ?? "") || stood.some(({ id }) => id === last.id);
}

/** Of what stood there, what is on the screen and was not loaded: the others are read when they are looked at. */
export function missingOf<Row extends Identified>(
  fresh: readonly Row[],
  stood: readonly Row[],
  seen: readonly string[],
): string[] {
  const loaded = new Set(fresh.map(({ id }) => id));
  const looked = new Set(seen);
  return stood.map(({ id }) => id).filter((id) => !loaded.has(id) && looked.has(id));
}
