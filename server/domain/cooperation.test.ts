import { expect, test } from "vitest";
import { cooperationOf, type StopEvent, stopsOf } from "./cooperation.ts";
import { percentile } from "./percentile.ts";

const T0 = Date.parse("2026-01-01T12:00:00.000Z");
const event = (type: string, second: number, overrides: Partial<StopEvent> = {}): StopEvent => ({
  executionId: "a",
  attempt: 1,
  type,
  at: new Date(T0 + second * 1_000),
  signal: null,
  withdrawn: false,
  ...overrides,
});

test("a stop is timed from its first request to the proof, with its strongest signal", () => {
  const [stop] = stopsOf([
    event("claimed", 0),
    event("stop_requested", 10),
    event("stop_requested", 11),
    event("signalled", 12, { signal: "SIGTERM" }),
    event("saved", 13),
    event("signalled", 14, { signal: "SIGKILL" }),
    event("verified", 15),
  ]);
  expect(stop).toMatchObject({ signal: "SIGKILL", saved: true });
  expect((stop?.verifiedAt?.getTime() ?? 0) - (stop?.requestedAt.getTime() ?? 0)).toBe(5_000);
});

test("what was stopped while it waited, or whose stop was withdrawn, is no stop; what stopped after that is", () => {
  expect(stopsOf([event("stop_requested", 1), event("ended", 1)])).toEqual([]);
  const withdrawn = [
    event("claimed", 0),
    event("stop_requested", 1),
    event("order_answered", 2, { withdrawn: true }),
  ];
  expect(stopsOf(withdrawn)).toEqual([]);
  expect(stopsOf([...withdrawn, event("stop_requested", 5), event("verified", 6)])).toMatchObject([
    { requestedAt: new Date(T0 + 5_000) },
  ]);
});

test("each attempt is a stop of its own, and of one that nobody verified it is not said how it ended", () => {
  const second = { attempt: 2 };
  const summary = cooperationOf(
    stopsOf([
      event("claimed", 0),
      event("stop_requested", 1),
      event("verified", 2),
      event("claimed", 3, second),
      event("stop_requested", 4, second),
      event("signalled", 5, { ...second, signal: "SIGTERM" }),
    ]),
  );
  expect(summary).toEqual({
    stops: 2,
    since: new Date(T0 + 1_000),
    latencyMs: { p50: 1_000, p95: 1_000 },
    by: { checkpoint: 0, itself: 1, SIGTERM: 0, SIGKILL: 0 },
    saved: 0,
    unverified: 1,
  });
});

test("only code that met the request ended at a checkpoint; a signal on the way counts as that", () => {
  const stop = (executionId: string, ...types: StopEvent[]) => [
    event("claimed", 0, { executionId }),
    event("stop_requested", 1, { executionId }),
    ...types.map((one) => ({ ...one, executionId })),
    event("verified", 9, { executionId }),
  ];
  const events = [
    ...stop("a", event("seen", 2)),
    ...stop("b"),
    ...stop("c", event("seen", 2), event("signalled", 3, { signal: "SIGTERM" })),
  ];
  expect(cooperationOf(stopsOf(events)).by).toEqual({ checkpoint: 1, itself: 1, SIGTERM: 1, SIGKILL: 0 });
});

test("without stops nothing is claimed", () => {
  expect(cooperationOf([])).toMatchObject({ stops: 0, since: null, latencyMs: null });
});

test("a percentile is a value that was there", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([percentile(hundred, 50), percentile(hundred, 95), percentile([7], 95), percentile([], 50)]).toEqual(
    [50, 95, 7, null],
  );
});
