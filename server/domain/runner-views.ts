import type { DiskFault } from "./disk-fault.ts";
import type { DrainCause } from "./plan-replicas.ts";
import type { Isolation } from "./policy.ts";
import type { ResetView } from "./views.ts";

export interface ReplicaView {
  id: string;
  serviceId: string;
  serviceName: string;
  revision: number;
  state: "starting" | "ready" | "draining" | "stopping" | "stopped" | "failed" | "lost";
  slots: number;
  isolation: Isolation;
  /** Since when it takes nothing new, and why; null while it does. */
  drainingAt: Date | null;
  drainCause: DrainCause | null;
  /** Null when it is not being reset. */
  reset: ResetView | null;
  agentPid: number | null;
  startedAt: Date;
  heartbeatAt: Date;
  /** It has not ended, and nothing was heard of it for 15 s; `state` follows once its lease is over. */
  lost: boolean;
  cpuCores: number | null;
  memoryBytes: number | null;
  lastError: string | null;
  /** As its agent last said; null while what it says is written to disk. */
  diskFault: DiskFault | null;
  /** What it runs now. */
  executions: { id: string; functionName: string; startedAt: Date; stopping: boolean }[];
}

export interface RunnerView {
  id: string;
  host: string;
  pid: number;
  version: string;
  state: "active" | "stopping" | "stopped" | "lost";
  startedAt: Date;
  heartbeatAt: Date;
  /** It has not ended, and nothing was heard of it for 15 s; `state` follows once its lease is over. */
  lost: boolean;
  /** Since when it takes nothing new, and by whose wish; null while it takes work. */
  drainingAt: Date | null;
  drainingBy: string | null;
  /** Of its host: cores and bytes of memory; null when an older Curfew started it. */
  cores: number | null;
  memoryBytes: number | null;
  /** Those that live, and the newest of those that ended within the last hour. */
  replicas: ReplicaView[];
  /** How many more ended within the last hour. */
  endedLeftOut: number;
}
