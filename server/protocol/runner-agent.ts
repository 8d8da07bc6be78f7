import type { Autopsy } from "../domain/autopsy.ts";
import type { DiskFault } from "../domain/disk-fault.ts";
import type { Order, OrderEffect, OrderRefusal } from "../domain/order.ts";
import type { Policy } from "../domain/policy.ts";
import type { Program } from "../domain/service-config.ts";
import type { StopMode, StopReason, StopSignal } from "../domain/stop.ts";
import type { Outcome, ReportedRung } from "../domain/transition.ts";

/**
 * What runner and agent say to each other: one JSON object a WebSocket message. The agent opens the connection to
 * the address in its runner's `address.json` and proves itself with the token it was started with
 * (`Authorization: Bearer <replicaId>.<token>`). Whatever changes a row is an event with a sequence number: it stays
 * in the agent's spool on disk until the runner has committed it and acknowledged the number, so it arrives once.
 */
export const PROTOCOL_VERSION = 1;

/**
 * The oldest version that is understood in whole. Both are raised when a message changes its meaning; what is only added
 * raises neither, for unknown messages, events and keys are ignored. `hello`, `welcome`, `lease`, `events`, `ack`, `drain` and
 * `shutdown` never change: by these an agent of any version is served to the end of what it runs.
 */
export const OLDEST_VERSION = 1;

/** False: the other side finishes what runs and takes nothing new. */
export function isUnderstood(version: unknown): boolean {
  return typeof version === "number" && version >= OLDEST_VERSION && version <= PROTOCOL_VERSION;
}

/** An attempt, named by its fencing token. */
export interface AttemptRef {
  executionId: string;
  attempt: number;
}

/** Names an attempt in a map. */
export function keyOf({ executionId, attempt }: AttemptRef): string {
  return `${executionId}#${attempt}`;
}

/** All that an agent needs to run one attempt without asking again. */
export interface Assignment extends AttemptRef {
  /** What it follows: the replica's own, or a later one that replicas of that run too. Absent from older runners. */
  revision?: number;
  functionName: string;
  input: Record<string, unknown>;
  policy: Policy;
  /** Milliseconds left to the deadline when this message was sent; the agent counts them on its monotonic clock. */
  deadlineInMs: number;
  /** ISO 8601, for user code to read. */
  deadlineAt: string;
  /** What an earlier attempt, or the execution it was rerun from, saved; null when nothing. */
  savedState: unknown;
}

/** The part of a service that an agent keeps for its life, written to `replica.json` before it starts. */
export interface ReplicaSpec {
  replicaId: string;
  serviceName: string;
  revision: number;
  program: Program;
  isolation: "process" | "shared";
  slots: number;
  token: string;
  /** The file that holds the runner's present `{ url, epoch }`; read again before each connection. */
  runnerAddressFile: string;
  /** What is kept at most of output that nobody takes: CURFEW_SPOOL_LIMIT. */
  spoolLimitBytes: number;
}

/** `serial` counts the stops of the attempt that were withdrawn before this one: a withdrawn one may come late. */
export type StopMessage = {
  type: "stop";
  reason: StopReason;
  final: boolean;
  serial: number;
  /** Absent: `checkpoint`. */
  mode?: StopMode;
} & AttemptRef;

/** Answered with `order_answered`, once, however often it comes. */
export interface OrderMessage extends AttemptRef {
  type: "order";
  order: Order;
  /** Milliseconds left to the time that the order names, when this message was sent; null when it names none. */
  inMs: number | null;
  /** The stop that it is about. */
  stop: Omit<StopMessage, "type" | keyof AttemptRef> | null;
}

export type RunnerMessage =
  | {
      type: "welcome";
      /** The runner's. */
      version: number;
      ackedSeq: number /** Attempts that must be stopped at once. */;
      fenced: AttemptRef[];
    }
  | { type: "ack"; seq: number }
  | { type: "assign"; assignments: Assignment[] }
  | StopMessage
  | OrderMessage
  /** Renews the agent's lease, from the newest `sentAt` on that the rows know of; sent at least every HEARTBEAT_MS. */
  | { type: "lease"; sentAt: number }
  /** Take nothing new, end when nothing runs. */
  | { type: "drain" }
  /** Stop what runs by the ladder with reason `reset`, then end. */
  | { type: "shutdown" };

export type AgentMessage =
  | {
      type: "hello";
      version: number;
      replicaId: string;
      pid: number;
      running: AttemptRef[];
      /** True when its workers can take work. */
      ready: boolean;
      /** Sequence number of the newest event in its spool; 0 when it never had one. */
      lastSeq: number;
      sentAt: number;
    }
  | { type: "events"; events: SequencedEvent[] }
  /** Says that it lives; `usage` covers the agent and all its workers. */
  | {
      type: "heartbeat";
      usage: { cpuCores: number; memoryBytes: number };
      /** Absent while its spool is written to disk. */
      disk?: DiskFault;
      /** Milliseconds on the agent's own monotonic clock. */
      sentAt: number;
    };

export interface SequencedEvent {
  /** 1, 2, 3, … within the replica's life. */
  seq: number;
  /** ISO 8601 of when the agent saw it. */
  at: string;
  event: AgentEvent;
}

/** A neighbour that a reset waits for, and until when at most. ISO 8601. */
export interface WaitedFor extends AttemptRef {
  until: string;
}

export type AgentEvent =
  | { type: "ready" }
  /** The replica can't start or goes on failing; `message` is for a person. */
  | { type: "replica_failed"; message: string }
  /** User code is about to run. */
  | ({ type: "started"; pid: number } & AttemptRef)
  | ({ type: "rung_reached"; rung: ReportedRung; data: Record<string, unknown> } & AttemptRef)
  | ({ type: "signalled"; signal: StopSignal } & AttemptRef)
  | ({
      type: "order_answered";
      order: Order;
      /** Null when it was carried out. */
      refusal: OrderRefusal | null;
      effect: OrderEffect | null;
    } & AttemptRef)
  /** The deadline passed and the agent began the ladder by itself. */
  | ({ type: "stop_started"; reason: StopReason; note: string } & AttemptRef)
  /**
   * It shares its worker and ignored its stop: the replica takes nothing new, waits for its neighbours until `until` at
   * most, and is then ended with all that is left.
   */
  | ({ type: "reset_started"; waitsFor: WaitedFor[]; until: string } & AttemptRef)
  | ({
      type: "progress";
      percent: number | null;
      message: string | null;
      metrics: Record<string, number> | null;
    } & AttemptRef)
  | ({ type: "checkpoint"; intervalMs: number | null } & AttemptRef)
  | ({ type: "saved"; state: unknown } & AttemptRef)
  /** What its worker uses, in this slot of USAGE_SLOT_MS since the attempt began. Null without a GPU, or where it does not tell. */
  | ({
      type: "usage";
      slot: number;
      /** On average since the one before. */
      cpuCores: number;
      /** The most since the one before. */
      memoryBytes: number;
      gpuPercent: number | null;
      gpuMemoryBytes: number | null;
    } & AttemptRef)
  /** No sign of work for so many seconds. */
  | ({ type: "stalled"; seconds: number } & AttemptRef)
  | ({ type: "moving_again" } & AttemptRef)
  /** Its code asked for more time within the service's maximum, and has it. ISO 8601. */
  | ({ type: "deadline_extended"; seconds: number; from: string; to: string } & AttemptRef)
  | ({
      type: "log";
      firstLine: number;
      lines: [at: number, stream: "o" | "e" | "r" | "s", text: string][];
    } & AttemptRef)
  /** What it did right before the signal that comes next. */
  | ({ type: "autopsy"; autopsy: Autopsy } & AttemptRef)
  /** The run is over and nothing of its processes is left. Sent last. */
  | ({
      type: "ended";
      outcome: Outcome;
      /** JSON; absent when there is none. */
      output?: unknown;
      error?: { type: string; message: string; stack?: string };
      exitCode: number | null;
      exitSignal: string | null;
      /** Its function was left; the worker runs others and goes on. */
      workerGoesOn?: true;
      /** Of code that has checkpoints and began: to a second. */
      longestCheckpointGapMs?: number;
      /** Processes found alive after the worker's own end, and ended. */
      strays: number;
    } & AttemptRef);
