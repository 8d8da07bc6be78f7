import type { Policy } from "./policy.ts";
import { keptUntil } from "./waste.ts";

/** What runs on a runner, as far as it matters when that goes. */
export interface HeldWork {
  serviceName: string;
  attempt: number;
  policy: Pick<Policy, "onReset" | "maxAttempts">;
  /** It was asked to terminate: nothing of it is run again. */
  isTerminating: boolean;
  startedAt: Date;
  /** Also in an earlier attempt. */
  savedAt: Date | null;
}

/** What would happen if a runner's host went away at this moment. */
export interface RunnerLoss {
  /** Executions that would be run again elsewhere, and that would fail; those being terminated are in neither. */
  rerun: number;
  failed: number;
  /** Milliseconds of work since each one's last save in this attempt, all together. */
  lostMs: number;
  /** Services of which no other runner has a replica: they wait until one has. */
  servicesLeftAlone: string[];
  /** No other runner takes work: what is run again waits. */
  isOnly: boolean;
}

/** `elsewhere`: services that another runner has a ready replica of; `others`: how many other runners take work. */
export function runnerLoss(
  work: HeldWork[],
  services: string[],
  elsewhere: ReadonlySet<string>,
  others: number,
  now: Date,
): RunnerLoss {
  const cut = work.filter(({ isTerminating }) => !isTerminating);
  const again = cut.filter(
    ({ policy, attempt }) => policy.onReset === "rerun" && attempt < policy.maxAttempts,
  );
  const lost = work.map((held) => now.getTime() - keptUntil(held).getTime());
  return {
    rerun: again.length,
    failed: cut.length - again.length,
    lostMs: lost.reduce((sum, ms) => sum + Math.max(0, ms), 0),
    servicesLeftAlone: [...new Set(services)].filter((name) => !elsewhere.has(name)).sort(),
    isOnly: others === 0,
  };
}
