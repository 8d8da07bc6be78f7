import type { AttemptSamples } from "../client/types.ts";
import { table } from "./table.ts";

const HEADS = ["ATTEMPT", "SAMPLES", "PROGRESS", "CPU", "MEMORY", "GPU", "GPU MEMORY", "METRICS"];

/** A line an attempt: how far it came, the mean of its cores, the most of all else, and its newest metrics. */
export function samplesTable(attempts: AttemptSamples[]): string {
  return attempts.length === 0 ? "no attempt has begun" : table(HEADS, attempts.map(rowOf));
}

function rowOf({ attempt, usage, usageOf, progress }: AttemptSamples): (string | number | null)[] {
  const cores = usage.map(({ cpuCores }) => cpuCores);
  const shared = usageOf === "shared-worker" && usage.length > 0 ? " (shared worker)" : "";
  const percent = progress.findLast((point) => point.percent !== null)?.percent ?? null;
  const metrics = progress.findLast((point) => point.metrics !== null)?.metrics ?? {};
  return [
    attempt,
    usage.length,
    percent === null ? null : `${Math.round(percent)} %`,
    cores.length === 0 ? null : `${(sum(cores) / cores.length).toFixed(2)} cores${shared}`,
    size(most(usage.map(({ memoryBytes }) => memoryBytes))),
    percentOf(most(usage.flatMap(({ gpuPercent }) => gpuPercent ?? []))),
    size(most(usage.flatMap(({ gpuMemoryBytes }) => gpuMemoryBytes ?? []))),
    Object.entries(metrics)
      .map(([name, value]) => `${name}=${Number(value.toPrecision(4))}`)
      .join(" ") || null,
  ];
}

function most(numbers: number[]): number | null {
  return numbers.length === 0 ? null : Math.max(...numbers);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function percentOf(value: number | null): string | null {
  return value === null ? null : `${value} %`;
}

function size(bytes: number | null): string | null {
  if (bytes === null) return null;
  const mebibytes = bytes / 1_048_576;
  return mebibytes < 1_024 ? `${Math.round(mebibytes)} MiB` : `${(mebibytes / 1_024).toFixed(1)} GiB`;
}
