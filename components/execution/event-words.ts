import { neighbourCount } from "#components/executions/reset-words.ts";
import { shortId } from "#components/executions/short-id.ts";
import { REASON_WORDS, STATES } from "#components/executions/state.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import { ORDER_REFUSALS, refusalWords } from "#server/domain/order.ts";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** A line of the timeline: one event, or consecutive saves told as one. */
export interface TimelineEntry {
  /** The newest event of those told. */
  event: ExecutionEventView;
  /** How many events it stands for. */
  count: number;
  /** When the first of them happened; only where there are several. */
  since?: Date;
}

/** Events in order; saves that follow one another become one entry. */
export function timelineEntries(events: ExecutionEventView[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const event of events) {
    const last = entries.at(-1);
    if (last && event.type === "state_saved" && isSame(last.event, event)) {
      last.since ??= last.event.at;
      last.event = event;
      last.count += 1;
    } else {
      entries.push({ event, count: 1 });
    }
  }
  return entries;
}

function isSame(a: ExecutionEventView, b: ExecutionEventView): boolean {
  return a.type === b.type && a.attempt === b.attempt;
}

type Words = (event: ExecutionEventView, formatNumber: FormatNumber) => string;

const MODE_WORDS: Record<string, string> = { save: " once it has saved", now: " at once" };

const WORDS: Record<string, Words> = {
  created: (event) =>
    `Created${event.data.rerunOf ? " as a rerun" : ""}${event.data.parentId ? " by the code of another execution" : ""}`,
  child_started: (event) =>
    `Its code started an execution of ${text(event.data.serviceName) ?? "a service"}${ofExecution(event.data.childId)}`,
  claimed: () => "Claimed for a replica",
  started: (event) => withPid("Its code started", event.data.pid),
  stop_requested: (event) =>
    `Stop requested${MODE_WORDS[String(event.data.mode)] ?? ""}${quoted(event.data.note) ?? because(event.data.reason)}`,
  delivered: () => "The agent has the request",
  seen: (event) => `Its code met the request${MET_BY[String(event.data.by)] ?? ""}`,
  saved: () => "It saved its work",
  autopsy: ({ data }) => `Before ${text(data.signal) ?? "the kill"} ${blockedWords(data)}`,
  exited: (event) => `The worker ended${exitWords(event.data)}`,
  verified: (event) =>
    event.data.workerGoesOn
      ? "Its function was left; the worker goes on with others"
      : `Nothing of it is left running${strayWords(event.data.strays)}`,
  reset_started: (event) => `It ignored its stop: its replica is reset${waitWords(event.data.waitsFor)}`,
  replica_draining: (event) =>
    `Its replica drains for a reset${ofExecution(event.data.by, "ignored its stop")}; this one is waited for`,
  neighbour_ended: (event) => `A neighbour ended${ofExecution(event.data.executionId)}`,
  signalled: (event) => `${text(event.data.signal) ?? "A signal"} sent to its process group`,
  ended: (event) => `Ended: ${endWords(event.data)}`,
  rerun: (event, formatNumber) =>
    event.data.outcome === "refused"
      ? "Back to the queue: its replica could not begin it, which spends no attempt"
      : `Back to the queue for attempt ${event.data.nextAttempt ?? event.attempt + 1}${because(event.data.reason)}${waitOf(event, formatNumber)}`,
  retry: (event, formatNumber) =>
    `Failed${quoted(event.data.message) ?? ""}; attempt ${event.data.nextAttempt} follows${waitOf(event, formatNumber)}`,
  order_given: (event) => ORDERED[String(event.data.kind)]?.(event.data) ?? "An order was given to its agent",
  order_answered: answerWords,
  deadline_extended: (event) =>
    `Its code extended its timeout by ${formatSeconds(Number(event.data.seconds))}`,
  stalled: (event) =>
    `No sign of work for ${formatSeconds(Number(event.data.seconds))}: it counts as stalled`,
  moving_again: () => "It moves again",
  reconnected: ({ at, data }, formatNumber) =>
    `${data.runnerRestarted ? "A new runner took it over" : "Its agent is connected again"}${silenceWords(at, data.silentSince, formatNumber)}`,
  state_saved: () => "State saved",
  late_result: (event) => `A late result came; it ${event.data.kept ? "is kept and " : ""}changed nothing`,
};

const ORDERED: Record<string, (data: Record<string, unknown>) => string> = {
  withdraw: () => "Asked to withdraw the stop",
  escalate: () => "Asked to escalate now",
  deadline: () => "Asked to move the deadline",
  "more-time": (data) => `Asked to give it ${formatSeconds(Number(data.seconds))} more`,
};

const DONE: Record<string, string> = {
  withdraw: "The stop was withdrawn: it goes on",
  escalate: "Escalated",
  "more-time": "It was given more time",
  deadline: "Moved",
};

function answerWords({ data }: ExecutionEventView, formatNumber: FormatNumber): string {
  const refusal = ORDER_REFUSALS.find((name) => name === data.refusal);
  if (refusal) return `The agent could not do so: ${refusalWords(refusal)}`;
  const done = DONE[String(data.kind)] ?? "The agent has done so";
  const movedMs = Date.parse(String(data.to)) - Date.parse(String(data.from));
  if (Number.isNaN(movedMs)) return done;
  const by = `${formatDuration(Math.abs(movedMs), { formatNumber })} ${movedMs < 0 ? "earlier" : "later"}`;
  return `${done}: ${text(data.signal) ?? "its deadline"} ${by} than planned`;
}

/** Heartbeats come every five seconds: what is less was no silence. */
const NOTICED_MS = 7_000;

function silenceWords(at: Date, since: unknown, formatNumber: FormatNumber): string {
  const ms = at.getTime() - Date.parse(String(since));
  return ms > NOTICED_MS ? `; nothing was heard of it for ${formatDuration(ms, { formatNumber })}` : "";
}

const MET_BY: Record<string, string> = {
  checkpoint: " at a checkpoint",
  signal: " through its abort signal",
  SIGTERM: " by SIGTERM",
};

/** What happened, in the past tense. An event that this screen does not know is shown by its own name. */
export function wordsOfEvent(event: ExecutionEventView, formatNumber: FormatNumber): string {
  return WORDS[event.type]?.(event, formatNumber) ?? event.type.replaceAll("_", " ");
}

export function eventWords({ event, count }: TimelineEntry, formatNumber: FormatNumber): string {
  const words = wordsOfEvent(event, formatNumber);
  return count > 1 ? `${words}, ${formatNumber(count)} times` : words;
}

function waitOf({ at, data }: ExecutionEventView, formatNumber: FormatNumber): string {
  const ms = Date.parse(String(data.notBefore)) - at.getTime();
  return ms > 0 ? ` after ${formatDuration(ms, { formatNumber })}` : "";
}

function endWords(data: Record<string, unknown>): string {
  const status = EXECUTION_STATUSES.find((name) => name === data.status);
  const word = status ? STATES[status].word.toLowerCase() : "over";
  const unverified = data.unverified === true ? ", unverified" : "";
  const why = data.reason === "terminated" ? "" : because(data.reason);
  return `${word}${why}${unverified}${strayWords(data.strays)}`;
}

function because(reason: unknown): string {
  const known = Object.entries(REASON_WORDS).find(([name]) => name === reason);
  return known && reason !== "terminated" ? `, ${known[1]}` : "";
}

function exitWords(data: Record<string, unknown>): string {
  if (typeof data.exitSignal === "string") return ` by ${data.exitSignal}`;
  return typeof data.exitCode === "number" ? ` with exit code ${data.exitCode}` : "";
}

function waitWords(waitsFor: unknown): string {
  const count = Array.isArray(waitsFor) ? waitsFor.length : 0;
  return count > 0 ? ` once ${neighbourCount(count)} ended or ran out of time` : " at once";
}

function ofExecution(id: unknown, did = ""): string {
  const words = text(id);
  return words ? `: execution ${shortId(words)}${did && ` ${did}`}` : "";
}

function strayWords(strays: unknown): string {
  if (typeof strays !== "number" || strays <= 0) return "";
  return `, ${strays} stray ${strays === 1 ? "process" : "processes"} ended`;
}

function quoted(note: unknown): string | null {
  const words = text(note);
  return words ? `: “${words}”` : null;
}

function blockedWords({ blockedAt, noStacks }: Record<string, unknown>): string {
  const place = text(blockedAt);
  if (place) return `it was at ${place}`;
  return text(noStacks) ? "an autopsy was taken, without stacks" : "an autopsy was taken";
}

function withPid(words: string, pid: unknown): string {
  return typeof pid === "number" ? `${words} (pid ${pid})` : words;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
