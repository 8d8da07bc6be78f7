import type { BulkSize } from "./bulk-stop.ts";
import type { ProbeRuntime } from "./probe-service.ts";

/** How much a benchmark measures. */
export interface Settings {
  /** At least 5, so that a spread says something. */
  runs: number;
  /** Calls, starts and stops that are thrown away before anything is measured. */
  warmUp: { calls: number; starts: number; stops: number };
  /** Stops measured in a run. */
  stops: number;
  /** Starts measured in a run; Graphile Worker makes as many as Python. */
  starts: Record<ProbeRuntime, number>;
  /** Graphile Worker's jobs of a throughput run. */
  jobs: number;
  /** Executions of a throughput run, a process each. A Node process takes ten times as long to start as a forked one. */
  executions: Record<ProbeRuntime, number>;
  /** Executions of a throughput run in one shared process. */
  shared: number;
  /** How many executions live while stops are measured. */
  live: number[];
  /** What is stopped at once. */
  bulk: BulkSize;
  /** Waits measured in a run, and among how many one is waited for. */
  waits: number;
  waitedFor: number;
  /** Agents of each runtime that are killed in a run. */
  orphans: number;
  /** Changes in a run that open pages are to show. */
  pushes: number;
  /** Rows of the list, and how often each filter is asked for. */
  listRows: number;
  listCalls: number;
}

export const FULL: Settings = {
  runs: 5,
  warmUp: { calls: 1_000, starts: 100, stops: 50 },
  stops: 25,
  starts: { python: 80, node: 30 },
  jobs: 5_000,
  executions: { python: 2_000, node: 200 },
  shared: 4_000,
  live: [50, 200],
  bulk: { running: 500, queued: 4_500 },
  waits: 40,
  waitedFor: 2_000,
  orphans: 5,
  pushes: 20,
  listRows: 1_000_000,
  listCalls: 100,
};
/** To see that it works; its figures say nothing. */
export const QUICK: Settings = {
  runs: 2,
  warmUp: { calls: 20, starts: 5, stops: 2 },
  stops: 3,
  starts: { python: 5, node: 5 },
  jobs: 50,
  executions: { python: 50, node: 50 },
  shared: 50,
  live: [5],
  bulk: { running: 5, queued: 45 },
  waits: 3,
  waitedFor: 20,
  orphans: 1,
  pushes: 2,
  listRows: 20_000,
  listCalls: 5,
};

/** Milliseconds between two readings of the monotonic clock. */
export function milliseconds(from: bigint, to: bigint): number {
  return Number(to - from) / 1e6;
}
