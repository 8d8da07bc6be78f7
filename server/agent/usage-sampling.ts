import type { Clock } from "../clock.ts";
import { keptSlot, slotAt, USAGE_SLOT_MS } from "../domain/samples.ts";
import type { WorkerMark } from "../process/survivors.ts";
import { type AgentEvent, type AttemptRef, keyOf } from "../protocol/runner-agent.ts";
import type { RunMeter } from "./run-meter.ts";

/** An attempt that is measured. */
export interface SampledRun {
  readonly ref: AttemptRef;
  readonly mark: WorkerMark;
  readonly isOver: boolean;
  readonly deadline: {
    /** Milliseconds since the attempt began. */
    readonly elapsedMs: number;
  };
}

export interface SamplingParts {
  clock: Clock;
  meter: Pick<RunMeter, "sample">;
  runs: () => Iterable<SampledRun>;
  record: (event: AgentEvent) => void;
}

/** Since the last sample that was told. */
interface Track {
  slot: number;
  at: number;
  cpuSeconds: number;
  mostBytes: number;
}

/**
 * Tells what each attempt uses: every USAGE_SLOT_MS at first, and half as often whenever MOST_SAMPLES were told. One look at
 * the processes serves all of them. Returns how to stop it.
 */
export function startSampling({ clock, meter, runs, record }: SamplingParts): () => void {
  let tracks = new Map<string, Track>();
  return clock.every(USAGE_SLOT_MS, () => {
    const live = [...runs()].filter(({ isOver }) => !isOver);
    const usage = live.length > 0 ? meter.sample(live.map(({ mark }) => mark)) : new Map();
    const kept = new Map<string, Track>();
    for (const run of live) {
      const used = usage.get(run.mark.nonce);
      const key = keyOf(run.ref);
      const before = tracks.get(key);
      if (!used) continue;
      const now = { at: clock.monotonic(), cpuSeconds: used.cpuSeconds };
      const slot = keptSlot(slotAt(run.deadline.elapsedMs, USAGE_SLOT_MS));
      const mostBytes = Math.max(used.memoryBytes, before?.mostBytes ?? 0);
      // What was used before the first look is not known.
      if (!before) kept.set(key, { slot, ...now, mostBytes: 0 });
      else if (slot <= before.slot) kept.set(key, { ...before, mostBytes });
      else {
        record({
          type: "usage",
          ...run.ref,
          slot,
          cpuCores: coresOf(before, now),
          memoryBytes: mostBytes,
          gpuPercent: used.gpu?.percent ?? null,
          gpuMemoryBytes: used.gpu?.memoryBytes ?? null,
        });
        kept.set(key, { slot, ...now, mostBytes: 0 });
      }
    }
    tracks = kept;
  });
}

function coresOf(before: Track, now: Pick<Track, "at" | "cpuSeconds">): number {
  const seconds = (now.at - before.at) / 1_000;
  return seconds > 0 ? Math.round(((now.cpuSeconds - before.cpuSeconds) / seconds) * 100) / 100 : 0;
}
