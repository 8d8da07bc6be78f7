import type { Context } from "#server/context.ts";
import { isTerminal } from "#server/domain/status.ts";
import { readLogs } from "#server/executions/read-logs.ts";
import { newestOf, type RerunChain, rerunChain } from "#server/executions/rerun-chain.ts";
import { fault } from "./filter.ts";
import type { LogLine, LogRead, ReadLog } from "./log-source.ts";

/** Dataloop's client follows a log until it sees the second one. */
const FIRST_LINE = "[Start] Executing function.";
const LAST_LINE = "[Done] Executing function.";

/** A run of the chain, and the line in it; line 0 is FIRST_LINE. */
interface Position {
  run: number;
  line: number;
}

/** The output of an execution, attempt after attempt, also of those that it was run again by. */
export function executionLog(ctx: Context, id: string, size: number): ReadLog {
  return async (checkpoint) => {
    const position = checkpoint === null ? { run: 0, line: 0 } : readPosition(checkpoint);
    const chain = await rerunChain(ctx, id);
    return await readChain(ctx, chain, position, size);
  };
}

async function readChain(
  ctx: Context,
  chain: RerunChain,
  position: Position,
  size: number,
): Promise<LogRead> {
  const runs = chain.flatMap((execution) => execution.attempts.map((attempt) => ({ execution, attempt })));
  const lines: LogLine[] = [];
  let { run, line } = position;
  for (let current = runs[run]; current && lines.length < size; current = runs[run]) {
    const { execution, attempt } = current;
    const { id, functionName, serviceId } = execution;
    const about = { executionId: id, functionName, serviceId, replicaId: attempt.replicaId };
    const say = (at: Date, text: string, system = false) => lines.push({ at, text, system, ...about });
    if (line === 0) say(attempt.startedAt, FIRST_LINE);
    line = Math.max(1, line);
    const page = await readLogs(ctx, { id, attempt: attempt.attempt, fromLine: line - 1, limit: size });
    for (const { at, text, stream } of page.lines) say(at, text, stream === "curfew" || stream === "replica");
    line += page.lines.length;
    if (page.lines.length > 0) continue;
    if (!attempt.endedAt) break;
    say(attempt.endedAt, LAST_LINE);
    [run, line] = [run + 1, 0];
  }
  const over = run >= runs.length && isTerminal(newestOf(chain).status);
  const topics = ["executions", ...chain.map(({ id }) => `logs:${id}`)];
  return { lines, checkpoint: `${run}.${line}`, over, topics };
}

function readPosition(checkpoint: string): Position {
  const [, run, line] = /^(\d{1,9})\.(\d{1,9})$/.exec(checkpoint) ?? [];
  if (run === undefined || line === undefined) throw fault("checkpoint", "must be the one of an answer");
  return { run: Number(run), line: Number(line) };
}
