import { expect, test } from "vitest";
import { msWords } from "./figure-commands.ts";
import { answers, asked, curfew } from "./testing-api.ts";

test("cooperation tells shares by the rung that ended the stops, and who went longest without a checkpoint", async () => {
  answers["GET /services/train/cooperation"] = [
    {
      json: {
        stops: 50,
        since: "2026-11-01T10:00:00.000Z",
        latencyMs: { p50: 1_100, p95: 6_000 },
        by: { checkpoint: 46, itself: 2, SIGTERM: 1, SIGKILL: 1 },
        saved: 40,
        unverified: 0,
        longestGap: { executionId: "0199", ms: 840_000 },
        openGap: { executionId: "019a", since: "2026-11-01T11:00:00.000Z" },
      },
    },
  ];
  expect((await curfew("services", "cooperation", "train")).out).toBe(
    [
      "Stops             50 since 2026-11-01T10:00:00.000Z",
      "Request to proof  p50 1.1 s, p95 6.0 s",
      "At a checkpoint   46 (92 %)",
      "By itself         2 (4 %)",
      "By SIGTERM        1 (2 %)",
      "By SIGKILL        1 (2 %)",
      "Saved             40 (80 %)",
      "Longest gap       14 min without a checkpoint, 0199",
      "Now without one   since 2026-11-01T11:00:00.000Z, 019a\n",
    ].join("\n"),
  );
});

test("statistics ask for the hours that were named, and no others", async () => {
  const none = { success: 0, failed: 0, terminated: 0, live: 0, more: false };
  const json = {
    bars: [{ ...none, success: 9, failed: 1 }],
    successRate: 0.9,
    durations: { count: 9, p50Ms: 400, p95Ms: 5_400_000, longestMs: 5_400_000, buckets: [] },
    waits: null,
    queue: { waiting: 0, more: false, oldest: null },
    queueDepth: [
      { at: "2026-11-01T10:00:00.000Z", waiting: 10_000, running: 0, more: true },
      { at: "2026-11-01T17:00:00.000Z", waiting: 2, running: 0, more: false },
    ],
  };
  answers["GET /services/train/statistics"] = [{ json }];
  const { out } = await curfew("services", "statistics", "train", "--hours", "168");
  expect(out).toContain("Success rate      90.0 %");
  expect(out).toContain("p50 400 ms, p95 1 h 30 min");
  expect(out).toContain("Most waiting      10000+ at 2026-11-01T10:00:00.000Z\n");
  expect(out).toContain("Most running      0\n");
  expect(asked[0]?.input).toEqual({ hours: "168" });
  expect(await curfew("services", "statistics", "train", "--hours", "12")).toMatchObject({ code: 2 });
});

test("durations are read in one unit", () => {
  expect([0, 999, 1_000, 59_900, 3_599_000].map(msWords)).toEqual([
    "0 ms",
    "999 ms",
    "1.0 s",
    "59.9 s",
    "1 h 0 min",
  ]);
});
