import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sweeping } from "../process/sweeper.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import type { Examining } from "./autopsy/autopsies.ts";
import type { OutOfMemoryWatch } from "./out-of-memory.ts";
import type { ReplicaReset } from "./replica-reset.ts";
import type { WorkerSupply } from "./workers/worker.ts";

/** What the attempts of one agent have in common. */
export interface AttemptTools {
  clock: Clock;
  log: Log;
  sweeper: Sweeping;
  supply: WorkerSupply;
  memory: Pick<OutOfMemoryWatch, "hasKilled" | "look">;
  autopsies: Examining;
  /** What stands in for a ladder of its own where a worker runs several; null where each has its own. */
  reset: ReplicaReset | null;
  /** Writes down what has happened. False for log lines that could not be kept. */
  record(event: AgentEvent): boolean;
}
