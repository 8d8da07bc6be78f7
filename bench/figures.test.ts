import { expect, test } from "vitest";
import { latencyTable, rateTable } from "./figures.ts";

test("a latency stands beside another as the ratio of their medians", () => {
  const table = latencyTable([
    { name: "theirs", runs: [[2], [4]] },
    { name: "ours", runs: [[1], [8]], beside: "theirs", target: "ratio ≤ 1" },
  ]);
  expect(table.split("\n").at(-1)).toBe(
    "| ours | 1.00 (1.00-8.00) | 1.00 (1.00-8.00) | 1.00 (1.00-8.00) | 8.0 | 0.50 (0.50-2.00) | ratio ≤ 1 |",
  );
});

test("a rate without another beside it has no ratio", () => {
  expect(rateTable([{ name: "alone", unit: "ns", runs: [7] }])).toContain(
    "| alone | 7.00 (7.00-7.00) | ns |  |  |",
  );
});
