import type { DrainCause } from "./plan-replicas.ts";

/** A replica that takes nothing new, and ends when nothing runs on it. */
export interface DrainView {
  replicaId: string;
  revision: number;
  cause: DrainCause;
  since: Date;
  /** What runs on it, and when its deadline is, at which it is told to stop. */
  waitsFor: { id: string; functionName: string; until: Date; stopping: boolean }[];
}
