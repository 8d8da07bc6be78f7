import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { AttemptSamples } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { metricCharts } from "./metric-charts.ts";
import { valueWords } from "./value-words.ts";

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

test("the rungs of a stop and its signals are marked, and nothing outside of the charts is", () => {
  const events = [
    buildEvent("stop_requested", 5),
    buildEvent("stop_requested", 15),
    buildEvent("signalled", 16, { signal: "SIGTERM" }),
    buildEvent("state_saved", 17),
  ];
  expect(metricCharts([buildSamples(1, 10, 20)], events).marks.map(({ label }) => label)).toEqual([
    "Stop requested",
    "SIGTERM sent",
  ]);
});

test("without any sample there is nothing to draw, and it does not fail", () => {
  expect(metricCharts([], [])).toMatchObject({ reported: [], used: [], span: { from: 0, to: 1 } });
});

test.each([
  ["percent", 33.333, "33.3 %"],
  ["cores", 1.5, "1.5"],
  ["bytes", 0, "0 B"],
  ["bytes", 1_610_612_736, "1.5 GiB"],
  ["bytes", 536_870_912, "512 MiB"],
  ["number", 0.12345, "0.1235"],
  ["number", 0.00001234, "1.23E-5"],
  ["number", 12_345_678, "1.23E7"],
  ["number", 0, "0"],
  ["number", 12_345, "12,350"],
  ["number", -2, "-2"],
] as const)("%s %d reads %s", (kind, value, words) => expect(valueWords(kind, value, english)).toBe(words));

test.each([
  ["percent", 33.333, "33,3 %"],
  ["cores", 1.5, "1,5"],
  ["bytes", 1_610_612_736, "1,5 GiB"],
  ["number", 12_345, "12.350"],
  ["number", 0.00001234, "1,23E-5"],
] as const)("for a German reader %s %d reads %s", (kind, value, words) =>
  expect(valueWords(kind, value, numberFormat("de-DE"))).toBe(words),
);
