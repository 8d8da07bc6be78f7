import type { ExecutionStatus } from "./status.ts";

/** One of a family, with the times of all its attempts. */
export interface FamilyMember {
  id: string;
  parentId: string | null;
  /** 0 for the first that is given, 1 for what its code started, and so on. */
  depth: number;
  serviceName: string;
  functionName: string;
  status: ExecutionStatus;
  /** It runs and was asked to stop. */
  stopping: boolean;
  createdAt: Date;
  endedAt: Date | null;
  /** When its last attempt was asked to stop; null when it was not, or that was withdrawn. */
  stopRequestedAt: Date | null;
  /** When its state was last saved, by it or by what it repeats; null when it never was. */
  savedAt: Date | null;
  attempts: {
    startedAt: Date;
    endedAt: Date | null;
    outcome: "success" | "failed" | "terminated" | "rerun" | null;
  }[];
}

export interface Family {
  /** Each right after its parent, in the order in which they were started. */
  members: FamilyMember[];
  /** True when there are more, or deeper ones, than are given. */
  more: boolean;
}
