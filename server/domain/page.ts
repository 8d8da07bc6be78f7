import * as z from "zod";

/** Some rows of a list, in its order. */
export interface Page<Row> {
  rows: Row[];
  /** What the page after this one is asked for with; null on the last. */
  nextCursor: string | null;
}

export const MOST_ON_PAGE = 200;

const limitWords = `limit must be a whole number from 1 to ${MOST_ON_PAGE}`;
const cursorWords = "cursor must be the nextCursor of a page";

/** Input of a page; `cursor` has the form of those that its list gives. */
export function pageInput(cursor: RegExp, most = MOST_ON_PAGE) {
  return z.strictObject({
    limit: z
      .number(limitWords)
      .int(limitWords)
      .min(1, limitWords)
      .max(MOST_ON_PAGE, limitWords)
      .default(most),
    cursor: z.string(cursorWords).regex(cursor, cursorWords).nullish(),
  });
}

/** The page of rows of which one more was read than are shown. */
export function toPage<Row>(read: Row[], limit: number, cursorOf: (row: Row) => string): Page<Row> {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last && read.length > limit ? cursorOf(last) : null };
}

/** A time in microseconds, which JavaScript's dates don't hold, and an id: the place of a row among the newest first. */
export const TIME_CURSOR = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function readTimeCursor(cursor: string | null | undefined): { micros: string; id: string } | null {
  const [, micros, id] = (cursor && TIME_CURSOR.exec(cursor)) || [];
  return micros && id ? { micros, id } : null;
}
