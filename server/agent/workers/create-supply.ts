import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Sweeper } from "../../process/sweeper.ts";
import type { ReplicaSpec } from "../../protocol/runner-agent.ts";
import { Commands } from "./commands.ts";
import { NodeHosts } from "./node-hosts.ts";
import { PythonWorkers } from "./python-workers.ts";
import { folderFault } from "./service-folder.ts";
import { SharedWorkers } from "./shared-workers.ts";
import type { SupplyListener, WorkerSupply } from "./worker.ts";
import type { AgentPaths } from "./worker-environment.ts";

/** The supply that runs this kind of program. */
export function createSupply(
  spec: ReplicaSpec,
  paths: AgentPaths,
  clock: Clock,
  sweeper: Sweeper,
  log: Log,
): WorkerSupply {
  const { program } = spec;
  if (spec.isolation === "shared" && program.runtime !== "command")
    return new SharedWorkers(spec, paths, clock, sweeper, log);
  switch (program.runtime) {
    case "python":
      return new PythonWorkers(spec, paths, clock, sweeper, log);
    case "node":
      return new NodeHosts(spec, paths, clock, sweeper);
    case "command":
      return new Commands(spec, program, paths, sweeper);
  }
}

/** Starts it, if the service is on this machine. */
export function startSupply(supply: WorkerSupply, { program }: ReplicaSpec, listener: SupplyListener): void {
  const fault = folderFault(program.directory);
  if (fault === null) supply.start(listener);
  else listener.onFailed(fault);
}
