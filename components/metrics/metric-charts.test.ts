import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { AttemptSamples } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { metricAxes } from "./metric-axis.ts";
import { metricCharts } from "./metric-charts.ts";
import { leftOutWords } from "./shown-words.ts";

const english = numberFormat("en");

const at = (seconds: number) => new Date(seconds * 1_000);

function buildSamples(attempt: number, from: number, to: number | null): AttemptSamples {
  const usage = { cpuCores: 1, memoryBytes: 2, gpuPercent: null, gpuMemoryBytes: null };
  return {
    attempt,
    startedAt: at(from),
    endedAt: to === null ? null : at(to),
    usageOf: "execution",
    usage: [{ at: at(from + 2), ...usage }],
    progress: [
      { at: at(from + 1), percent: 10, metrics: { loss: 3 } },
      { at: at(from + 3), percent: null, metrics: { loss: 2, accuracy: 0.5 } },
    ],
  };
}

function buildEvent(type: string, seconds: number, data: Record<string, unknown> = {}): ExecutionEventView {
  return { id: seconds, attempt: 1, type, at: at(seconds), actor: "agent", data };
}

test("each metric has a chart, with a line for each attempt", () => {
  const { reported, used, span, bands } = metricCharts(
    [buildSamples(1, 10, 20), buildSamples(2, 30, null)],
    [],
    english,
  );
  expect(reported.map(({ series }) => [series.label, series.lines.map((line) => line.length)])).toEqual([
    ["Progress", [1, 1]],
    ["loss", [2, 2]],
    ["accuracy", [1, 1]],
  ]);
  expect(used.map(({ series }) => series.label)).toEqual(["Processor", "Memory"]);
  expect(span).toEqual({ from: 10_000, to: 33_000 });
  expect(bands).toMatchObject([
    { label: "Attempt 1", from: 10_000, to: 20_000 },
    { label: "Attempt 2", from: 30_000, to: 33_000 },
  ]);
});

test("all that cuts into a run is marked in the timeline's words, saves apart and each once, and nothing from before the charts is", () => {
  const events = [
    buildEvent("stop_requested", 5),
    buildEvent("stop_requested", 15),
    buildEvent("delivered", 15.5),
    buildEvent("order_answered", 16, { kind: "withdraw", refusal: null }),
    buildEvent("deadline_extended", 16.5, { seconds: 60 }),
    buildEvent("state_saved", 17),
    buildEvent("saved", 17),
    buildEvent("saved", 17.5, { by: "output" }),
    buildEvent("autopsy", 18, { signal: "SIGTERM", blockedAt: "train.py:12" }),
    buildEvent("signalled", 18.5, { signal: "SIGTERM" }),
    buildEvent("verified", 19),
  ];
  const { marks, saves, saveCount } = metricCharts([buildSamples(1, 10, 20)], events, english);
  expect(marks.map(({ label }) => label)).toEqual([
    "Stop requested",
    "The agent has the request",
    "The stop was withdrawn: it goes on",
    "Its code extended its timeout by 1 min",
    "Before SIGTERM it was at train.py:12",
    "SIGTERM sent to its process group",
    "Nothing of it is left running",
  ]);
  expect([saveCount, saves]).toEqual([2, [17_000, 17_500]]);
});

test("a day of saves is ticked where a screen can show it, from the first to the last", () => {
  const events = Array.from({ length: 8_600 }, (_, n) => ({ ...buildEvent("state_saved", 10 * n), id: n }));
  const { saves, saveCount } = metricCharts([buildSamples(1, 0, 86_400)], events, english);
  expect(saveCount).toBe(8_600);
  expect(saves.length).toBeLessThanOrEqual(1_001);
  expect([saves[0], saves.at(-1)]).toEqual([0, 85_990_000]);
});

test("a mark that is newer than any sample lies on the charts all the same", () => {
  const { marks, span } = metricCharts(
    [buildSamples(1, 10, null)],
    [buildEvent("stop_requested", 15)],
    english,
  );
  expect([marks.length, span.to]).toEqual([1, 15_000]);
});

test("what is reported is drawn over time, over progress, or over whatever else only rises", () => {
  const samples = [buildSamples(1, 10, 20)];
  for (const [n, point] of (samples[0]?.progress ?? []).entries())
    point.metrics = { ...point.metrics, step: 100 * (n + 1) };
  const axes = metricAxes(samples);
  expect(axes.map(({ label }) => label)).toEqual(["time", "step"]);
  const { reported, reportedSpan, used } = metricCharts(samples, [], english, axes[1]);
  expect(reported.map(({ series }) => [series.label, series.lines])).toEqual([
    ["Progress", [[{ at: 100, value: 10 }]]],
    [
      "loss",
      [
        [
          { at: 100, value: 3 },
          { at: 200, value: 2 },
        ],
      ],
    ],
    ["accuracy", [[{ at: 200, value: 0.5 }]]],
  ]);
  expect(reportedSpan).toEqual({ from: 100, to: 200 });
  expect(used[0]?.series.lines[0]?.[0]?.at).toBe(12_000);
});

test("what only rises and is all that was reported can be an axis, and something was measured all the same", () => {
  const samples = [buildSamples(1, 10, 20)];
  samples[0]?.usage.splice(0);
  samples[0]?.progress.splice(
    0,
    2,
    ...[1, 2].map((n) => ({ at: at(10 + n), percent: null, metrics: { globalStep: n } })),
  );
  const [, axis] = metricAxes(samples);
  expect(axis?.label).toBe("globalStep");
  expect(metricCharts(samples, [], english, axis)).toMatchObject({ measured: true, reported: [] });
  expect(metricCharts([], [], english).measured).toBe(false);
});

test("of many metrics those without a chart are named", () => {
  const samples = [buildSamples(1, 10, 20)];
  const metrics = Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`m${n}`, n]));
  samples[0]?.progress.splice(0, 2, { at: at(11), percent: null, metrics });
  const { reported, more } = metricCharts(samples, [], english);
  expect([reported.length, more]).toEqual([24, ["m24", "m25"]]);
  expect(leftOutWords({ mayBeThinned: false, points: 300, more }, english)).toBe(
    "2 more metrics are in the table and the download only: m24, m25.",
  );
});

test("how busy a GPU is with everybody on it is not called used by its processes", () => {
  const samples = [buildSamples(1, 10, 20)];
  const [point] = samples[0]?.usage ?? [];
  if (point) Object.assign(point, { gpuPercent: 97, gpuMemoryBytes: 5 });
  const { used, gpu } = metricCharts(samples, [], english);
  expect(used.map(({ series }) => series.label)).toEqual(["Processor", "Memory", "GPU memory"]);
  expect(gpu.map(({ series }) => series.label)).toEqual(["Busiest GPU, with all that use it"]);
});

test("without any sample there is nothing to draw, and it does not fail", () => {
  expect(metricCharts([], [], english)).toMatchObject({ reported: [], used: [], span: { from: 0, to: 1 } });
});
