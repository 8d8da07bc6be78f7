import { type FollowSettings, pollUntil } from "./follow.ts";
import type { Transport } from "./transport.ts";
import {
  type Execution,
  type ExecutionPage,
  type ExecutionStatus,
  isTerminal,
  type LogLine,
  type LogPage,
  type Ordered,
  type Terminated,
} from "./types.ts";

const LOG_PAGE_LINES = 1_000;

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
}

export interface ListExecutions {
  services?: string[];
  statuses?: (ExecutionStatus | "stopping")[];
  text?: string;
  cursor?: string | null;
  /** 1 to 200; 50 when left out. */
  limit?: number;
}

export interface FollowLogs extends FollowSettings {
  attempt?: number;
  /** Called with each line, in order. */
  onLine: (line: LogLine) => void;
}

export class Executions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  start(execution: StartExecution): Promise<{ id: string }> {
    return this.#transport.mutate("executions.create", execution);
  }

  list(filter: ListExecutions = {}): Promise<ExecutionPage> {
    return this.#transport.query("executions.list", filter);
  }

  get(id: string): Promise<Execution> {
    return this.#transport.query("executions.get", { id });
  }

  /** Asks it to stop, for good. `note` says why, in your words. */
  terminate(id: string, note?: string): Promise<Terminated> {
    return this.#transport.mutate("executions.terminate", { id, ...(note ? { note } : {}) });
  }

  /** Takes a stop back that its code has not met. Throws a CurfewApiError with status 409 when it is too late. */
  withdraw(id: string): Promise<Ordered> {
    return this.#transport.mutate("executions.withdraw", { id });
  }

  /** Has the next signal of its stop sent at once. */
  escalate(id: string): Promise<Ordered> {
    return this.#transport.mutate("executions.escalate", { id });
  }

  /** Puts the next signal of its stop off by so many seconds. */
  giveMoreTime(id: string, seconds: number): Promise<Ordered> {
    return this.#transport.mutate("executions.moreTime", { id, seconds });
  }

  /** Moves its deadline: to so many seconds from now, or by so many. */
  setDeadline(id: string, to: { inSeconds: number } | { bySeconds: number }): Promise<Ordered> {
    return this.#transport.mutate("executions.setDeadline", { id, ...to });
  }

  /** Starts an ended one again, as a new execution; without `input` with that of the old one. */
  rerun(id: string, input?: Record<string, unknown>): Promise<{ id: string }> {
    return this.#transport.mutate("executions.rerun", { id, ...(input ? { input } : {}) });
  }

  /** Without `fromLine` the last lines. */
  logs(id: string, page: { attempt?: number; fromLine?: number; limit?: number } = {}): Promise<LogPage> {
    return this.#transport.query("executions.logs", { id, ...page });
  }

  /** Resolves with the execution once it has ended. `onAnswer` is called with it as it is, each time it was asked for. */
  wait(
    id: string,
    settings: FollowSettings & { onAnswer?: (execution: Execution) => void } = {},
  ): Promise<Execution> {
    return pollUntil(
      () => this.get(id),
      (execution) => {
        settings.onAnswer?.(execution);
        return isTerminal(execution.status) ? execution : undefined;
      },
      settings,
    );
  }

  /** Reads one attempt's lines from the first to the last, then waits for more while it may write. */
  async followLogs(id: string, { onLine, attempt, ...settings }: FollowLogs): Promise<void> {
    let fromLine = 0;
    let newest = attempt;
    await pollUntil(
      async () => {
        // The state is asked for before the lines, so that none written in between is missed.
        const { status, attempt: current } = await this.get(id);
        newest ??= current;
        const over = isTerminal(status) || current > newest;
        return { over, page: await this.#drain(id, newest, fromLine, onLine) };
      },
      ({ over, page }) => {
        fromLine = page;
        return over ? true : undefined;
      },
      settings,
    );
  }

  /** Reads all lines there are of one attempt, the newest when left out. */
  async readLogs(id: string, { onLine, attempt }: Omit<FollowLogs, keyof FollowSettings>): Promise<void> {
    await this.#drain(id, attempt ?? (await this.get(id)).attempt, 0, onLine);
  }

  /** Hands on all lines there are; gives the number of the next one. */
  async #drain(id: string, attempt: number, fromLine: number, onLine: (line: LogLine) => void) {
    for (let next = fromLine; ; ) {
      const { lines, nextLine } = await this.logs(id, { attempt, fromLine: next, limit: LOG_PAGE_LINES });
      for (const line of lines) onLine(line);
      if (lines.length === 0) return next;
      next = nextLine;
    }
  }
}
