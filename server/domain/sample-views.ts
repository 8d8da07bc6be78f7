/** What an attempt used at one time. */
export interface UsagePoint {
  at: Date;
  /** Cores in use on average since the point before. */
  cpuCores: number;
  /** The most resident bytes since then. */
  memoryBytes: number;
  /** How busy the busiest GPU is that it uses, with all that use it; null without one, or where that is not told. */
  gpuPercent: number | null;
  /** Bytes of GPU memory that it holds. */
  gpuMemoryBytes: number | null;
}

/** What its code reported at one time. */
export interface ProgressPoint {
  at: Date;
  /** 0 to 100. */
  percent: number | null;
  metrics: Record<string, number> | null;
}

/** What one attempt used and reported over its time, oldest first. */
export interface AttemptSamples {
  attempt: number;
  startedAt: Date;
  endedAt: Date | null;
  /** Whose usage it is: its own processes', or that of a worker which it shares with others. */
  usageOf: "execution" | "shared-worker";
  usage: UsagePoint[];
  progress: ProgressPoint[];
}
