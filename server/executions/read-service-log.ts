import type { LogLine } from "#db/schema/log-chunks.ts";
import type { Context } from "#server/context.ts";
import { type LogStream, linesOf } from "./read-logs.ts";

/** Where to read on: behind this chunk. */
export interface ServiceLogPosition {
  at: Date;
  executionId: string;
  attempt: number;
  firstLine: number;
}

export interface ServiceLogQuery {
  serviceId: string;
  /** Output from this time on. */
  from: Date;
  /** Output until this time. */
  until: Date;
  /** Null: from the beginning. */
  after: ServiceLogPosition | null;
}

export interface ServiceLogLine {
  at: Date;
  stream: LogStream;
  text: string;
  executionId: string;
  functionName: string;
  replicaId: string;
}

export interface ServiceLogPage {
  lines: ServiceLogLine[];
  /** Null when nothing came. */
  last: ServiceLogPosition | null;
}

/** Chunks a page; each holds what one attempt printed within a moment. */
const CHUNKS = 50;

type Chunk = ServiceLogPosition & { lines: LogLine[]; functionName: string; replicaId: string };

/**
 * What the executions of a service printed, by time. What arrives later than others that are newer is left out of a reading
 * that has passed its place; the log of its execution has it.
 */
export async function readServiceLog(
  { database: { sql } }: Context,
  { serviceId, from, until, after }: ServiceLogQuery,
): Promise<ServiceLogPage> {
  const behind = after
    ? sql`and (c.at, c.execution_id, c.attempt, c.first_line) >
        (${after.at}::timestamptz, ${after.executionId}::uuid, ${after.attempt}::int, ${after.firstLine}::int)`
    : sql``;
  const chunks = await sql<Chunk[]>`
    select c.at, c.execution_id as "executionId", c.attempt, c.first_line as "firstLine", c.lines,
      e.function_name as "functionName", a.replica_id as "replicaId"
    from executions e
    join attempts a on a.execution_id = e.id
    join log_chunks c on c.execution_id = e.id and c.attempt = a.attempt
    where e.service_id = ${serviceId} and (e.ended_at is null or e.ended_at >= ${from}::timestamptz)
      and c.at >= ${from}::timestamptz and c.at <= ${until}::timestamptz ${behind}
    order by c.at, c.execution_id, c.attempt, c.first_line limit ${CHUNKS}`;
  const lines = chunks.flatMap((chunk) => {
    const { executionId, functionName, replicaId } = chunk;
    return linesOf(chunk).map(({ at, stream, text }) => ({
      ...{ at, stream, text },
      ...{ executionId, functionName, replicaId },
    }));
  });
  const newest = chunks.at(-1);
  if (!newest) return { lines, last: null };
  const { at, executionId, attempt, firstLine } = newest;
  return { lines, last: { at, executionId, attempt, firstLine } };
}
