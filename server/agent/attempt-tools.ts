import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sweeper } from "../process/sweeper.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import type { OutOfMemoryWatch } from "./out-of-memory.ts";
import type { ReplicaReset } from "./replica-reset.ts";
import type { WorkerSupply } from "./workers/worker.ts";

/** What the attempts of one agent have in common. */
export interface AttemptTools {
  clock: Clock;
  log: Log;
  sweeper: Sweeper;
  supply: WorkerSupply;
  memory: OutOfMemoryWatch;
  /** What stands in for a ladder of its own where a worker runs several; null where each has its own. */
  reset: ReplicaReset | null;
  /** Writes down what has happened. */
  record(event: AgentEvent): void;
}
