import type { StopFact } from "./cooperation.ts";
import type { Policy } from "./policy.ts";
import type { Runtime } from "./service-config.ts";
import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { StopReason, StopSignal } from "./stop.ts";

/** The label of executions that were started to be stopped: statistics leave them out. */
export const DRILL_LABEL = "curfew.drill";

/**
 * `passed` it ended within the time that its service gives · `failed` it took a signal that it should not need ·
 * `ended-early` it was over before it was asked · `not-started` nothing ran it in time · `other-stop` something else
 * stopped it · `unverified` nobody saw that nothing was left.
 */
export const DRILL_OUTCOMES = [
  "passed",
  "failed",
  "ended-early",
  "not-started",
  "other-stop",
  "unverified",
] as const;
export type DrillOutcome = (typeof DRILL_OUTCOMES)[number];

export const MOST_RUN_SECONDS = 3_600;
/** What nothing has begun to run by then is given up. */
export const DRILL_START_MS = 600_000;

/** What a drill has found out. */
export interface DrillFindings {
  /** From the request until nothing was left; null when that was not seen. */
  tookMs: number | null;
  /** How long its service lets it take without a signal that it should not need. */
  allowedMs: number | null;
  /** The strongest signal that it took. */
  signal: StopSignal | null;
  /** It saved its state after the request. */
  saved: boolean;
  /** How long it ran before it was asked; null when it never ran, or was never asked. */
  ranMs: number | null;
  /** Of its attempt. */
  revision: number | null;
}

/** Where a drill that goes on stands: `waiting` nothing runs it yet · `ended` its run is over and it is not judged yet. */
export const DRILL_PHASES = ["starting", "waiting", "running", "stopping", "ended"] as const;
export type DrillPhase = (typeof DRILL_PHASES)[number];

export interface DrillView extends Partial<DrillFindings> {
  id: string;
  functionName: string;
  input: Record<string, unknown>;
  runSeconds: number;
  createdAt: Date;
  createdBy: string;
  /** Null until it is started, or when it never was. */
  executionId: string | null;
  /** Null while it goes on. */
  outcome: DrillOutcome | null;
  /** Null once it has its outcome. */
  phase: DrillPhase | null;
  endedAt: Date | null;
}

/** The run of a drill as it stands. */
export interface DrillRun {
  status: ExecutionStatus;
  createdAt: Date;
  startedAt: Date | null;
  stopReason: StopReason | null;
}

export type DrillStep = "start" | "wait" | "stop" | "give-up" | "judge";

/** What comes next in a drill. `run` is null before it is started. */
export function drillStep(runSeconds: number, run: DrillRun | null, now: Date): DrillStep {
  if (!run) return "start";
  if (isTerminal(run.status)) return "judge";
  if (run.status === "created" || !run.startedAt) {
    return now.getTime() - run.createdAt.getTime() >= DRILL_START_MS ? "give-up" : "wait";
  }
  if (run.stopReason) return "wait";
  return now.getTime() - run.startedAt.getTime() >= runSeconds * 1_000 ? "stop" : "wait";
}

/** `run` is null before it is started. */
export function drillPhase(run: Pick<DrillRun, "status" | "stopReason"> | null): DrillPhase {
  if (!run) return "starting";
  if (isTerminal(run.status)) return "ended";
  if (run.status === "created") return "waiting";
  return run.stopReason ? "stopping" : "running";
}

/** Of a run that has ended. */
export interface EndedRun extends DrillRun {
  runtime: Runtime;
  /** Null when it never ran. */
  policy: Pick<Policy, "gracePeriod" | "killWait"> | null;
  revision: number | null;
  /** Null when it was not asked to stop while it ran. */
  stop: StopFact | null;
}

/** A command knows signals only: SIGTERM is how it is asked, and it has the kill wait as well. */
function allowance(runtime: Runtime, { gracePeriod, killWait }: Pick<Policy, "gracePeriod" | "killWait">) {
  const isCommand = runtime === "command";
  return {
    allowedMs: (isCommand ? gracePeriod + killWait : gracePeriod) * 1_000,
    mayTake: (signal: StopSignal | null) => signal === null || (isCommand && signal === "SIGTERM"),
  };
}

/** What is to be said of a run that has ended. */
export function judgeDrill(run: EndedRun): { outcome: DrillOutcome; findings: DrillFindings } {
  const { stop, startedAt, policy, revision, runtime } = run;
  const allowed = policy && allowance(runtime, policy);
  const findings: DrillFindings = {
    tookMs: stop?.verifiedAt ? stop.verifiedAt.getTime() - stop.requestedAt.getTime() : null,
    allowedMs: allowed?.allowedMs ?? null,
    signal: stop?.signal ?? null,
    saved: stop?.saved ?? false,
    ranMs: stop && startedAt ? stop.requestedAt.getTime() - startedAt.getTime() : null,
    revision,
  };
  return { outcome: outcomeOf(run, allowed?.mayTake(findings.signal) ?? false), findings };
}

function outcomeOf({ startedAt, stopReason, stop }: EndedRun, tookNoMore: boolean): DrillOutcome {
  if (!startedAt) return "not-started";
  if (!stop) return "ended-early";
  if (stopReason !== "terminated") return "other-stop";
  if (!stop.verifiedAt) return "unverified";
  return tookNoMore ? "passed" : "failed";
}
