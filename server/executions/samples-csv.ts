import { metricNames } from "#server/domain/metric-names.ts";
import type { AttemptSamples } from "#server/domain/sample-views.ts";

const USAGE = ["cpu_cores", "memory_bytes", "busiest_gpu_percent", "gpu_memory_bytes"];

type Cell = string | number | null | undefined;

interface Row {
  at: Date;
  cells: Cell[];
}

/** A row for each point that was kept, in the order of time; `seconds` runs from the start of its attempt. */
export function samplesCsv(samples: readonly AttemptSamples[]): string {
  const names = metricNames(samples);
  const heading = [
    "attempt",
    "time",
    "seconds",
    "progress_percent",
    ...names.map((name) => `metric.${name}`),
    ...USAGE,
  ];
  const rows = samples.flatMap((one) => rowsOf(one, names));
  return [heading, ...rows].map((cells) => `${cells.map(field).join(",")}\r\n`).join("");
}

function rowsOf({ attempt, startedAt, usage, progress }: AttemptSamples, names: string[]): Cell[][] {
  const rows: Row[] = [
    ...progress.map(({ at, percent, metrics }) => ({
      at,
      cells: [percent, ...names.map((name) => metrics?.[name]), ...USAGE.map(() => null)],
    })),
    ...usage.map(({ at, cpuCores, memoryBytes, gpuPercent, gpuMemoryBytes }) => ({
      at,
      cells: [null, ...names.map(() => null), cpuCores, memoryBytes, gpuPercent, gpuMemoryBytes],
    })),
  ];
  return rows
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, cells }) => [
      attempt,
      at.toISOString(),
      (at.getTime() - startedAt.getTime()) / 1_000,
      ...cells,
    ]);
}

function field(value: Cell): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
