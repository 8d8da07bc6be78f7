import type { Executions } from "./executions.ts";
import { type FollowSettings, follow } from "./follow.ts";
import { pathOf, type RequestSettings, type Transport } from "./transport.ts";
import type { ExecutionRow, LogLine, LogPage } from "./types.ts";

const LOG_PAGE_LINES = 1_000;
/** The most that one request may wait for. */
const IDS_A_REQUEST = 10_000;
/** Seconds in which each part has had its turn where there are several. */
const ROUND_SECONDS = 1;

type AskSome = (ids: string[], timeout: number, settings: RequestSettings) => Promise<ExecutionRow[]>;

/** Each of them when it ends. `timeout` is for all together. */
export async function* asCompleted(
  ask: AskSome,
  ids: Iterable<string>,
  settings: FollowSettings,
): AsyncGenerator<ExecutionRow, void> {
  const until = performance.now() + (settings.timeout ?? Number.POSITIVE_INFINITY) * 1_000;
  const left = new Set(ids);
  let turn = 0;
  while (left.size > 0) {
    const parts = Math.ceil(left.size / IDS_A_REQUEST);
    const rows = await follow(
      (timeout, request) => ask(partOf([...left], turn++ % parts), timeout, request),
      (answer) => (answer.length > 0 ? answer : undefined),
      {
        ...settings,
        ...(parts > 1 && { hold: ROUND_SECONDS / parts }),
        timeout: Math.max(0, until - performance.now()) / 1_000,
      },
    );
    for (const row of rows) left.delete(row.id);
    yield* rows;
  }
}

function partOf(ids: string[], part: number): string[] {
  return ids.slice(part * IDS_A_REQUEST, (part + 1) * IDS_A_REQUEST);
}

interface Reading {
  id: string;
  attempt: number | undefined;
  onLine: (line: LogLine) => void;
}

/** The lines of one attempt from the first on: all there are, or until it can write no more. */
export async function readLines(
  executions: Executions,
  transport: Transport,
  { id, attempt, onLine }: Reading,
  settings: FollowSettings & { toTheEnd: boolean },
): Promise<void> {
  let newest = attempt;
  let fromLine = 0;
  await follow(
    async (timeout, request) => {
      newest ??= (await executions.get(id)).attempt;
      const held = settings.toTheEnd ? timeout : 0;
      const query = { attempt: newest, fromLine, limit: LOG_PAGE_LINES, timeout: held };
      const path = pathOf("executions", id, "logs");
      const { lines, nextLine, over } = await transport.get<LogPage>(path, { ...request, query });
      for (const line of lines) onLine(line);
      fromLine = nextLine;
      return lines.length === 0 && (over || !settings.toTheEnd);
    },
    (finished) => (finished ? true : undefined),
    settings,
  );
}
