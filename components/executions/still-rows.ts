import type { HeldRow, HeldRows } from "./held-rows.ts";

/** The list as it stood when its updates were paused. */
export interface Still<Row> {
  /** Of which filters these rows are. */
  of: string;
  /** Epoch milliseconds. */
  since: number;
  rows: readonly HeldRow<Row>[];
  /** Something was asked of these meanwhile: they are shown as they are. */
  touched: ReadonlySet<string>;
}

export function stillOf<Row>(of: string, { rows }: HeldRows<Row>, now: number): Still<Row> {
  return { of, since: now, rows: rows.map((one) => ({ ...one, at: now })), touched: new Set() };
}

/** With the rows that were loaded below since; the same when there are none. */
export function grownBy<Row>(still: Still<Row>, held: HeldRows<Row>, now: number): Still<Row> {
  const below = held.rows.slice(still.rows.length).map((one) => ({ ...one, at: now }));
  return below.length === 0 ? still : { ...still, rows: [...still.rows, ...below] };
}

/** What is shown of `held`, which is how these rows are now. */
export function shownStill<Row extends { id: string }>(
  still: Still<Row>,
  held: HeldRows<Row>,
): HeldRow<Row>[] {
  return held.rows.map((now, at) => (still.touched.has(now.row.id) ? now : (still.rows[at] ?? now)));
}

/** How many of the rows that are not shown as they are now are in another state, or have left the list. */
export function changedSince<Row extends { id: string }>(
  still: Still<Row>,
  held: HeldRows<Row>,
  stateOf: (row: Row) => string,
): number {
  return still.rows.filter((then, at) => {
    const now = held.rows[at];
    if (!now || still.touched.has(then.row.id)) return false;
    return now.gone !== then.gone || stateOf(now.row) !== stateOf(then.row);
  }).length;
}
