import type { Policy } from "./policy.ts";
import { mayRerun } from "./retry.ts";
import { keptUntil } from "./waste.ts";

/** What runs on a host, as far as it matters when that goes. */
export interface HeldWork {
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
  /** Executions that would be run again elsewhere, and that would fail. */
  rerun: number;
  failed: number;
  /** Those being terminated: they would end, and are in none of the two. */
  terminating: number;
  /** Milliseconds of work since each one's last save in this attempt, all together. */
  lostMs: number;
  /** Services of which no other host has a replica that answers: they wait until one has. */
  servicesLeftAlone: string[];
  /** No runner of another host answers and takes work: what is run again waits. */
  isOnly: boolean;
  /** Runners of this host, this one counted: the work of all of them would be gone. */
  runnersOnHost: number;
  /** Executions that this runner runs itself, those that are stopping too: a drain waits for them. */
  running: number;
  /**
   * How long a drain of this runner alone may take at most, in milliseconds: to the last deadline as it stands, and the
   * stop behind it. Null when something of it does not answer: then nobody knows.
   */
  drainWaitMs: number | null;
}

/** What is known of a runner's host, and of the others. */
export interface HostFacts extends Pick<RunnerLoss, "runnersOnHost"> {
  /** Services that have a replica on it. */
  services: string[];
  /** Services that another host has a ready replica of that answers. */
  elsewhere: string[];
  /** How many runners of other hosts answer and take work. */
  others: number;
}

export function runnerLoss(
  work: HeldWork[],
  { services, elsewhere, others, runnersOnHost }: HostFacts,
  now: Date,
): Omit<RunnerLoss, "running" | "drainWaitMs"> {
  const cut = work.filter(({ isTerminating }) => !isTerminating);
  const again = cut.filter(({ policy, attempt }) => mayRerun(policy, attempt));
  const lost = work.map((held) => now.getTime() - keptUntil(held).getTime());
  return {
    rerun: again.length,
    failed: cut.length - again.length,
    terminating: work.length - cut.length,
    lostMs: lost.reduce((sum, ms) => sum + Math.max(0, ms), 0),
    servicesLeftAlone: [...new Set(services)].filter((name) => !elsewhere.includes(name)).sort(),
    isOnly: others === 0,
    runnersOnHost,
  };
}
