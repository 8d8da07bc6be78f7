export interface ReadSamples {
  /** Left out: all, the last 20. */
  attempt?: number;
  /** 10 to 1,000; 500 when left out. */
  points?: number;
}

/** What one attempt used and reported over its time, oldest first. */
export interface AttemptSamples {
  attempt: number;
  startedAt: string;
  endedAt: string | null;
  /** Whose usage it is: its own processes', or that of a worker which it shares with others. */
  usageOf: "execution" | "shared-worker";
  usage: {
    at: string;
    /** On average since the one before. */
    cpuCores: number;
    /** The most since the one before. */
    memoryBytes: number;
    /** Of the busiest GPU that it uses, with all that use it; null without one. */
    gpuPercent: number | null;
    gpuMemoryBytes: number | null;
  }[];
  progress: { at: string; percent: number | null; metrics: Record<string, number> | null }[];
}
