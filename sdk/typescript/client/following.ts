import type { Executions } from "./executions.ts";
import { type FollowSettings, follow, type Question } from "./follow.ts";
import { gathered } from "./mailbox.ts";
import { pathOf, type RequestSettings, type Transport } from "./transport.ts";
import {
  type Execution,
  type ExecutionRow,
  isTerminal,
  type LogLine,
  type LogPage,
  type Rows,
} from "./types.ts";

const LOG_PAGE_LINES = 1_000;
/** The most that one request may wait for; more are waited for by several at a time. */
const IDS_A_REQUEST = 10_000;

/** Answers with an execution as it is, now or once it has ended. */
export function executionQuestion(transport: Transport, id: string): Question<Execution> {
  const ask = (timeout: number, request: RequestSettings) =>
    transport.get<Execution>(pathOf("executions", id, "wait"), { ...request, query: { timeout } });
  const path = pathOf("executions", id, "follow");
  return streamed(transport, ask, (signal) => transport.events(path, { signal }));
}

/** The execution at each change, until it has ended. */
export function followChanges(
  transport: Transport,
  id: string,
  settings: FollowSettings,
): AsyncGenerator<Execution, void> {
  return gathered<Execution>(settings, async (put, signal) => {
    let told = "";
    await follow(
      executionQuestion(transport, id),
      (execution) => {
        const text = JSON.stringify(execution);
        if (text !== told) put(execution);
        told = text;
        return isTerminal(execution.status) ? true : undefined;
      },
      { ...settings, signal },
    );
  });
}

/** Each of them when it ends. `timeout` is for all together. */
export function asCompleted(
  transport: Transport,
  ids: Iterable<string>,
  settings: FollowSettings,
): AsyncGenerator<ExecutionRow, void> {
  const all = [...new Set(ids)];
  const parts = Array.from({ length: Math.ceil(all.length / IDS_A_REQUEST) }, (_, part) =>
    all.slice(part * IDS_A_REQUEST, (part + 1) * IDS_A_REQUEST),
  );
  return gathered<ExecutionRow>(settings, async (put, signal) => {
    await Promise.all(parts.map((part) => untilAllEnded(transport, part, put, { ...settings, signal })));
  });
}

async function untilAllEnded(
  transport: Transport,
  ids: string[],
  put: (row: ExecutionRow) => void,
  settings: FollowSettings,
): Promise<void> {
  const left = new Set(ids);
  const ask = (timeout: number, request: RequestSettings) =>
    transport.post<Rows<ExecutionRow>>("/executions/wait", { ids: [...left], timeout }, request);
  const question = streamed(transport, ask, (signal) =>
    transport.events("/executions/follow", { signal, body: { ids: [...left] } }),
  );
  await follow(
    question,
    ({ rows }) => {
      for (const row of rows) if (left.delete(row.id)) put(row);
      return left.size === 0 ? true : undefined;
    },
    settings,
  );
}

interface Reading {
  id: string;
  /** The newest when left out. */
  attempt: number | undefined;
  onLine: (line: LogLine, attempt: number) => void;
  /** Which lines: those there are of the attempt, all that it will have, or also those of the attempts after it. */
  until: "now" | "attempt" | "execution";
}

/** The lines from the first of the attempt on. */
export async function readLines(
  executions: Executions,
  transport: Transport,
  { id, attempt, onLine, until }: Reading,
  settings: FollowSettings,
): Promise<void> {
  let place = { attempt, fromLine: 0 };
  const ask = async (timeout: number, request: RequestSettings) => {
    place.attempt ??= (await executions.get(id)).attempt;
    const query = { ...place, limit: LOG_PAGE_LINES, timeout: until === "now" ? 0 : timeout };
    return await transport.get<LogPage>(pathOf("executions", id, "logs"), { ...request, query });
  };
  const path = pathOf("executions", id, "logs", "follow");
  const question = streamed(transport, ask, (signal) =>
    transport.events(path, { signal, query: { ...place, until, limit: LOG_PAGE_LINES } }),
  );
  await follow<LogPage, true>(
    until === "now" ? { ask } : question,
    ({ attempt: read, lines, nextLine, totalLines, over, nextAttempt }) => {
      for (const line of lines) onLine(line, read);
      place = { attempt: read, fromLine: nextLine };
      const all = lines.length === 0 || nextLine >= totalLines;
      if (until === "now") return all ? true : undefined;
      if (!all || !over) return undefined;
      if (until === "attempt" || !nextAttempt) return true;
      place = { attempt: nextAttempt, fromLine: 0 };
      return undefined;
    },
    settings,
  );
}

function streamed<A>(
  transport: Transport,
  ask: Question<A>["ask"],
  events: (signal: AbortSignal) => AsyncIterable<{ data: unknown }>,
): Question<A> {
  if (!transport.streams) return { ask };
  return {
    ask,
    async *stream(signal) {
      for await (const { data } of events(signal)) yield data as A;
    },
  };
}
