import { currentExecution } from "./current-execution.ts";
import { type FollowSettings, follow } from "./follow.ts";
import { asCompleted, executionQuestion, followChanges, readLines } from "./following.ts";
import type { SearchLogs } from "./log-search.ts";
import type { ReadSamples } from "./samples.ts";
import type { StopMode } from "./stop.ts";
import { pathOf, type Transport } from "./transport.ts";
import {
  type AttemptAutopsies,
  type AttemptSamples,
  type Durations,
  type Execution,
  type ExecutionCounts,
  type ExecutionEvent,
  type ExecutionPage,
  type ExecutionRow,
  type ExecutionStatus,
  type Family,
  isTerminal,
  type LogLine,
  type LogPage,
  type LogSearchPage,
  type Ordered,
  type Rows,
  type Terminated,
} from "./types.ts";

export interface StartExecution {
  /** Name or id of the service. */
  service: string;
  /** May be left out when the service has one function, or one named `run`. */
  functionName?: string;
  input?: Record<string, unknown>;
  /** -1,000 to 1,000; 0 when left out. Higher ones start first. */
  priority?: number;
  /** Asked again with the same key, a service gives the same execution instead of another. */
  idempotencyKey?: string;
  /** Text by key; at most 32. */
  labels?: Record<string, string>;
  /**
   * The execution that it is shown under. Left out inside an execution's code: that one; null: none. Terminating a parent
   * may cascade to what it started.
   */
  parentId?: string | null;
}

export interface TerminateExecution {
  /** Why, in your words. */
  note?: string;
  /** `checkpoint` when left out. */
  mode?: StopMode;
  /** Also all that it started, and what those started. */
  cascade?: boolean;
}

export interface ListExecutions {
  /** As it is typed in the list: `service:train status:in-progress older:1h label.team=vision`. */
  where?: string;
  /** Any of these. */
  ids?: string[];
  services?: string[];
  statuses?: (ExecutionStatus | "stopping")[];
  text?: string;
  /** ISO 8601: created at this time or later. */
  from?: string;
  /** ISO 8601: created before this time. */
  to?: string;
  cursor?: string | null;
  /** 1 to 200; 50 when left out. */
  limit?: number;
}

export interface WaitSettings extends FollowSettings {
  /** Called with it as it is, each time that Curfew has answered. */
  onAnswer?: (execution: Execution) => void;
}

export interface FollowLogs extends FollowSettings {
  /** That one alone; when left out, the newest and those that follow it by a retry or a reset. */
  attempt?: number;
  /** Called with each line, in order, and the attempt that wrote it. */
  onLine: (line: LogLine, attempt: number) => void;
}

export class Executions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  start(execution: StartExecution): Promise<{ id: string }> {
    const { parentId = currentExecution(), ...rest } = execution;
    return this.#transport.post("/executions", { ...rest, ...(parentId && { parentId }) });
  }

  list(filter: ListExecutions = {}): Promise<ExecutionPage> {
    return this.#transport.get("/executions", { query: filter });
  }

  counts(
    filter: Pick<ListExecutions, "where" | "services" | "text" | "from" | "to"> = {},
  ): Promise<ExecutionCounts> {
    return this.#transport.get("/executions/counts", { query: filter });
  }

  get(id: string): Promise<Execution> {
    return this.#transport.get(pathOf("executions", id));
  }

  /** What happened to it after the event with this id, oldest first; at most 1,000. */
  async events(id: string, after = 0): Promise<ExecutionEvent[]> {
    const path = pathOf("executions", id, "events");
    return (await this.#transport.get<Rows<ExecutionEvent>>(path, { query: { after } })).rows;
  }

  /** What it did before each kill, by attempt, the newest first. */
  async autopsies(id: string): Promise<AttemptAutopsies[]> {
    return (await this.#transport.get<Rows<AttemptAutopsies>>(pathOf("executions", id, "autopsies"))).rows;
  }

  /** Its parent, itself and what its code started, each right after its parent, with the times of their attempts. */
  family(id: string): Promise<Family> {
    return this.#transport.get(pathOf("executions", id, "family"));
  }

  /** The newest runs of the same function that have ended, and how long good ones take. */
  durations(id: string): Promise<Durations> {
    return this.#transport.get(pathOf("executions", id, "durations"));
  }

  /** What it used and reported over time, by attempt, the first one first; at most `points` of each. */
  async samples(id: string, query: ReadSamples = {}): Promise<AttemptSamples[]> {
    return (await this.#transport.get<Rows<AttemptSamples>>(pathOf("executions", id, "samples"), { query }))
      .rows;
  }

  /** Asks it to stop, for good. A text says why. */
  terminate(id: string, about: string | TerminateExecution = {}): Promise<Terminated> {
    const { note, mode, cascade } = typeof about === "string" ? { note: about } : about;
    return this.#transport.post(pathOf("executions", id, "terminate"), {
      ...(note && { note }),
      ...(mode && { mode }),
      ...(cascade && { cascade }),
    });
  }

  /** Takes a stop back that its code has not met. Throws a CurfewApiError with status 409 when it is too late. */
  withdraw(id: string): Promise<Ordered> {
    return this.#transport.post(pathOf("executions", id, "withdraw"));
  }

  /** Has the next signal of its stop sent at once. */
  escalate(id: string): Promise<Ordered> {
    return this.#transport.post(pathOf("executions", id, "escalate"));
  }

  /** Puts the next signal of its stop off by so many seconds. */
  giveMoreTime(id: string, seconds: number): Promise<Ordered> {
    return this.#transport.post(pathOf("executions", id, "more-time"), { seconds });
  }

  /** Moves its deadline: to so many seconds from now, by so many, or to a time, ISO 8601. */
  setDeadline(
    id: string,
    to: { inSeconds: number } | { bySeconds: number } | { at: string },
  ): Promise<Ordered> {
    return this.#transport.post(pathOf("executions", id, "deadline"), to);
  }

  /** Sets and removes labels, and gives them as they are then. */
  label(
    id: string,
    change: { set?: Record<string, string>; remove?: string[] },
  ): Promise<{ id: string; labels: Record<string, string> }> {
    return this.#transport.post(pathOf("executions", id, "labels"), change);
  }

  /** Starts an ended one again, as a new execution; without `input` with that of the old one. */
  rerun(id: string, input?: Record<string, unknown>, idempotencyKey?: string): Promise<{ id: string }> {
    const body = { ...(input && { input }), ...(idempotencyKey && { idempotencyKey }) };
    return this.#transport.post(pathOf("executions", id, "rerun"), body);
  }

  /** Without `fromLine` the last lines. */
  logs(id: string, page: { attempt?: number; fromLine?: number; limit?: number } = {}): Promise<LogPage> {
    return this.#transport.get(pathOf("executions", id, "logs"), { query: page });
  }

  /** A page of the lines that are looked for: go on from `nextLine` while it is less than `totalLines`. */
  searchLogs(id: string, what: SearchLogs): Promise<LogSearchPage> {
    return this.#transport.get(pathOf("executions", id, "logs", "search"), { query: what });
  }

  /**
   * Resolves with the execution once it has ended, within milliseconds of that. A server that restarts meanwhile is
   * asked again. Throws WaitTimeout when `timeout` is up, CurfewUnreachable when nobody has answered for `patience`.
   */
  wait(id: string, settings: WaitSettings = {}): Promise<Execution> {
    return follow(
      executionQuestion(this.#transport, id),
      (execution) => {
        settings.onAnswer?.(execution);
        return isTerminal(execution.status) ? execution : undefined;
      },
      settings,
    );
  }

  /** Gives the execution as it is, again at each change, and last as it has ended. Settings are those of a wait. */
  follow(id: string, settings: FollowSettings = {}): AsyncGenerator<Execution, void> {
    return followChanges(this.#transport, id, settings);
  }

  /** Gives each of the executions when it ends, the first to end first. */
  asCompleted(ids: Iterable<string>, settings: FollowSettings = {}): AsyncGenerator<ExecutionRow, void> {
    return asCompleted(this.#transport, ids, settings);
  }

  /** Reads lines from the first on, and waits for more until the execution has ended, over all its attempts. */
  async followLogs(id: string, { onLine, attempt, ...settings }: FollowLogs): Promise<void> {
    const until = attempt === undefined ? "execution" : "attempt";
    await readLines(this, this.#transport, { id, onLine, attempt, until }, settings);
  }

  /** Reads all lines there are of one attempt, the newest when left out. */
  async readLogs(id: string, { onLine, attempt }: Pick<FollowLogs, "onLine" | "attempt">): Promise<void> {
    await readLines(this, this.#transport, { id, onLine, attempt, until: "now" }, {});
  }
}
