import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { Sweeper, type Sweeping } from "../process/sweeper.ts";
import type { ReplicaSpec } from "../protocol/runner-agent.ts";
import { Autopsies, type Examining } from "./autopsy/autopsies.ts";
import { type Guardian, startGuardian } from "./guardian.ts";
import { OutOfMemoryWatch } from "./out-of-memory.ts";
import type { SharedGroup } from "./replica-reset.ts";
import { RunMeter } from "./run-meter.ts";
import { connectToRunner } from "./runner-address.ts";
import type { Connect } from "./runner-link.ts";
import { SpoolFile } from "./spool-file.ts";
import { UsageMeter } from "./usage.ts";
import { createSupply } from "./workers/create-supply.ts";
import { SharedWorkers } from "./workers/shared-workers.ts";
import type { WorkerSupply } from "./workers/worker.ts";
import type { AgentPaths } from "./workers/worker-environment.ts";

/** All that an agent has to do with the world beside its clock. */
export interface AgentMachine {
  connect: Connect;
  spoolFile: SpoolFile;
  supply: WorkerSupply;
  /** The supply's only process where attempts share one; null where each has its own. */
  group: SharedGroup | null;
  sweeper: Sweeping;
  memory: Pick<OutOfMemoryWatch, "hasKilled" | "look">;
  autopsies: Examining;
  meter: Pick<UsageMeter, "sample">;
  runMeter: Pick<RunMeter, "sample">;
  /** Starts what ends all workers when the agent is gone or gives no sign. */
  startGuardian(): Guardian;
}

export function realMachine(spec: ReplicaSpec, paths: AgentPaths, clock: Clock, log: Log): AgentMachine {
  const sweeper = new Sweeper(clock, paths.controlGroup);
  const supply = createSupply(spec, paths, clock, sweeper, log);
  return {
    connect: () => connectToRunner(spec),
    spoolFile: new SpoolFile(join(paths.replicaFolder, "spool.jsonl")),
    supply,
    group: supply instanceof SharedWorkers ? supply : null,
    sweeper,
    memory: new OutOfMemoryWatch(clock),
    autopsies: new Autopsies(spec, paths, clock),
    meter: new UsageMeter(clock),
    runMeter: new RunMeter(clock),
    startGuardian: () => startGuardian(paths, log),
  };
}
