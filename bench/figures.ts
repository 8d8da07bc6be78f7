import { percentile, ratios, type Spread, spread, spreadText } from "./statistics.ts";

/** One line of the result: samples of each run. */
export interface Latency {
  name: string;
  /** Samples in milliseconds, a list a run. */
  runs: number[][];
  /** The line beside which it stands; ratios are taken of the medians, run by run. */
  beside?: string;
  /** Of what design.md asks for, in words. */
  target?: string;
}

/** One line of the result: a figure a run. */
export interface Rate {
  name: string;
  unit: string;
  runs: number[];
  beside?: string;
  target?: string;
}

/** Markdown tables: medians over runs, with the lowest and highest run. */
export function latencyTable(latencies: Latency[]): string {
  const rows = latencies.map((latency) => [
    latency.name,
    spreadText(at(latency, 0.5)),
    spreadText(at(latency, 0.95)),
    spreadText(at(latency, 0.99)),
    Math.max(...latency.runs.flat()).toFixed(1),
    ratioText(
      medians(latency),
      latencies.find(({ name }) => name === latency.beside),
    ),
    latency.target ?? "",
  ]);
  return markdown(["ms", "p50", "p95", "p99", "max", "ratio of p50", "target"], rows);
}

export function rateTable(rates: Rate[]): string {
  const rows = rates.map((rate) => {
    const beside = rates.find(({ name }) => name === rate.beside);
    const ratio = beside ? spreadText(ratios(rate.runs, beside.runs)) : "";
    return [rate.name, spreadText(spread(rate.runs)), rate.unit, ratio, rate.target ?? ""];
  });
  return markdown(["", "median (min-max)", "", "ratio", "target"], rows);
}

function ratioText(ours: number[], beside: Latency | undefined): string {
  return beside ? spreadText(ratios(ours, medians(beside))) : "";
}

function medians({ runs }: Latency): number[] {
  return runs.map((samples) => percentile(samples, 0.5));
}

function at({ runs }: Latency, share: number): Spread {
  return spread(runs.map((samples) => percentile(samples, share)));
}

function markdown(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
