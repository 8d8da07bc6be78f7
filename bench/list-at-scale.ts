import type { Context } from "#server/context.ts";
import { CountExecutionsInput, countExecutions } from "#server/executions/count.ts";
import { HistogramInput, histogram } from "#server/executions/histogram.ts";
import { ListExecutionsInput, listExecutions } from "#server/executions/list.ts";
import type { Latency } from "./figures.ts";
import { milliseconds } from "./settings.ts";

/** Filters of every kind, common ones and such that fit little or nothing. */
export const FILTERS = [
  "",
  "sort:oldest",
  "status:failed",
  "status:live",
  "status:in-progress sort:longest",
  "service:scale-0",
  "service:scale-19 status:failed",
  "service:scale-3,scale-7,scale-11 status:failed,terminated",
  "label.team=team-3",
  "label.team=team-3 status:failed service:scale-0",
  "label.run=4200",
  "label.run",
  "older:30d",
  "newer:24h status:failed",
  "function:evaluate",
  "by:ada@example.org",
  "reason:terminated",
  '"line 4242 "',
  "nothing-has-this-text",
  "runner:nowhere",
];
const LIMIT = 100;

/** Milliseconds of a first page, and of its counts, as the server's verbs take them. */
export async function measureList(ctx: Context, calls: number): Promise<Latency[]> {
  const target = "p95 ≤ 25";
  const lines: Latency[] = [];
  for (const where of FILTERS) {
    const list = ListExecutionsInput.parse({ where, limit: LIMIT });
    const count = CountExecutionsInput.parse({ where });
    const pages = await times(calls, () => listExecutions(ctx, list));
    const counts = await times(calls, () => countExecutions(ctx, count));
    const drawn = HistogramInput.parse({ where });
    const bars = await times(calls, () => histogram(ctx, drawn));
    const name = where === "" ? "no filter" : `\`${where}\``;
    lines.push(
      { name: `page, ${name}`, runs: [pages], target },
      { name: `counts, ${name}`, runs: [counts], target },
      { name: `histogram, ${name}`, runs: [bars], target },
    );
  }
  return lines;
}

/** The first calls plan the statement and are thrown away. */
async function times(calls: number, call: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = -10; n < calls; n += 1) {
    const began = process.hrtime.bigint();
    await call();
    if (n >= 0) taken.push(milliseconds(began, process.hrtime.bigint()));
  }
  return taken;
}
