import { z } from "zod";

/** A page of a list. */
export function pageShape<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    nextCursor: z
      .string()
      .nullable()
      .describe("What to give as `cursor` for the page after this one; null on the last."),
  });
}
