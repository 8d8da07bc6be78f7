import type { Placement, Policy } from "./types.ts";

export interface ChangeSettings {
  /** The change is refused with status 409 unless the service is still at this revision. */
  expectedRevision?: number;
  /**
   * `new` (left out, it is this): what starts from now on. `live`: deadlines of what runs move with the execution
   * timeout too. `replace`: every replica is replaced, once what it runs has ended.
   */
  apply?: "new" | "live" | "replace";
  /** Old replicas are stopped with all that they run, which then follows its `onReset`; else they finish that first. */
  force?: boolean;
}

/** What is merged into a service; null in it resets what may be null. */
export interface ServiceChange {
  description?: string;
  program?: Record<string, unknown>;
  policy?: { [Field in keyof Policy]?: Policy[Field] | null };
  placement?: { [Field in keyof Placement]?: Placement[Field] | null };
}

/** A run that is started to see whether it stops. */
export interface NewDrill {
  /** May be left out when the service has one function, or one named `run`. */
  functionName?: string;
  input?: Record<string, unknown>;
  /** How long it is to run before it is asked to stop; 5 when left out. */
  runSeconds?: number;
}
