"use client";

import { useState } from "react";
import { LineChart } from "#components/charts/line-chart.tsx";
import { StackedBars } from "#components/charts/stacked-bars.tsx";
import { Histogram } from "#components/executions/histogram.tsx";
import { Section } from "#components/ui/section.tsx";

const HOUR = 3_600_000;
const PARTS = [
  { key: "success", colour: "--success" },
  { key: "failed", colour: "--failed" },
];

/** Counts and values over time. */
export function Charts({ start }: { start: number }) {
  const hours = Array.from({ length: 12 }, (_, hour) => hour);
  return (
    <Section title="Charts">
      <div className="grid gap-6 lg:grid-cols-2">
        <StackedBars
          label="48 ended in twelve hours"
          height={140}
          parts={PARTS}
          bars={hours.map((hour) => ({
            key: String(hour),
            label: `${hour}:00`,
            title: `${hour}:00: ${hour} succeeded, 1 failed`,
            values: { success: hour, failed: 1 },
          }))}
        />
        <Histogram
          histogram={{
            from: new Date(start - 12 * HOUR),
            to: new Date(start),
            bars: hours.map((hour) => ({
              from: new Date(start - (12 - hour) * HOUR),
              to: new Date(start - (11 - hour) * HOUR),
              count: 3 + ((hour * 7) % 5),
              failed: hour % 2,
              more: false,
            })),
          }}
          onRange={() => {}}
        />
      </div>
      <div className="mt-4">
        <Line start={start} />
      </div>
    </Section>
  );
}

/** With a stretch in which nobody measured, two attempts, and something that happened. */
function Line({ start }: { start: number }) {
  const [cursor, setCursor] = useState<number | null>(null);
  const from = start - HOUR;
  const at = (minute: number) => from + 60_000 * minute;
  const line = (first: number, last: number) =>
    Array.from({ length: last - first }, (_, step) => ({
      at: at(first + step),
      value: 2.5 * Math.exp(-(first + step) / 20),
    }));
  return (
    <LineChart
      series={{ key: "loss", label: "loss", lines: [line(0, 25), line(32, 60)] }}
      span={{ from, to: start }}
      bands={[
        { label: "Attempt 1", from, to: at(28) },
        { label: "Attempt 2", from: at(31), to: start },
      ]}
      marks={[{ label: "reset", at: at(28), colour: "--failed" }]}
      height={160}
      fromZero
      format={(value) => value.toFixed(2)}
      formatTime={(ms) => `${Math.round(ms / 60_000)} m`}
      cursor={cursor}
      onCursor={setCursor}
    />
  );
}
