import { z } from "zod";
import { ExecutionIdSchema } from "#server/executions/get.ts";
import { serviceRecord } from "#server/services/records.ts";
import type { Call, Handler } from "./call.ts";
import { executionLog } from "./execution-log.ts";
import { fault } from "./filter.ts";
import type { LogLine, LogRead, ReadLog } from "./log-source.ts";
import { PROJECT } from "./project.ts";
import { serviceLog } from "./service-log.ts";
import { Unsupported } from "./unsupported.ts";

/** The client asks again at once and gives up after 120 s: a request that follows is held until there is a line. */
const HOLD_MS = 25_000;
/** How often is looked where nothing tells of new lines. */
const LOOK_MS = 1_000;

const sizeWords = "size must be a whole number from 1 to 5000";
const LogsBody = z.looseObject({
  serviceId: z.string("serviceId must be the id of a service").nullish(),
  executionId: z.array(z.string(), "executionId must be a list of ids").nullish(),
  follow: z.boolean("follow must be true or false").default(false),
  system: z.boolean("system must be true or false").default(false),
  size: z.number(sizeWords).int(sizeWords).min(1, sizeWords).max(5_000, sizeWords).default(1_000),
  checkpoint: z.string("checkpoint must be the one of an answer").nullish(),
  start: z.string("start must be a time").nullish(),
  end: z.string("end must be a time").nullish(),
  text: z.string("text must be text").nullish(),
  functionName: z.string("functionName must be the name of a function").nullish(),
  replicaId: z.string("replicaId must be the id of a replica").nullish(),
});
type LogsBody = z.output<typeof LogsBody>;

/** Lines in an answer that says `stop` are never shown: it comes alone, once all lines are given. */
export const readServiceLogs: Handler = async (call) => {
  const body = LogsBody.parse(await call.json());
  const read = await sourceOf(call, body);
  const first = await read(body.checkpoint ?? null);
  const answer = toAnswer(first, body);
  if (!body.follow || answer.logs.length > 0 || answer.stop) return answer;
  return await hold(call, body, read, first);
};

/** Of one execution the whole log is given, whatever `start` says: that is this morning when nobody said anything. */
async function sourceOf(call: Call, body: LogsBody): Promise<ReadLog> {
  const [id, ...others] = body.executionId ?? [];
  if (others.length > 0) throw new Unsupported("Ask for the log of one execution, or of the whole service.");
  if (id !== undefined) return executionLog(call.ctx, ExecutionIdSchema.parse(id), body.size);
  if (!body.serviceId)
    throw fault("serviceId", "must be the id of a service, or executionId that of an execution");
  const { id: serviceId } = await serviceRecord(call.ctx, body.serviceId);
  const start = readTime("start", body.start) ?? new Date(0);
  return serviceLog(call.ctx, { serviceId, start, end: readTime("end", body.end), follow: body.follow });
}

function readTime(field: string, text: string | null | undefined): Date | null {
  if (!text) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw fault(field, "must be a time, for example 2026-01-31T12:00:00Z");
  return at;
}

interface LogAnswer {
  logs: object[];
  checkpoint: string;
  stop: boolean;
}

function toAnswer({ lines, checkpoint, over }: LogRead, body: LogsBody): LogAnswer {
  const logs = lines.filter((line) => isWanted(line, body)).map(toWire);
  const stop = logs.length === 0 && (over || (!body.follow && lines.length === 0));
  return { logs, checkpoint, stop };
}

/** Until there is a line, an end, or HOLD_MS are over. */
async function hold(call: Call, body: LogsBody, read: ReadLog, first: LogRead): Promise<LogAnswer> {
  const patience = new AbortController();
  const cancel = call.ctx.clock.after(HOLD_MS, () => patience.abort());
  const until = AbortSignal.any([patience.signal, call.signal]);
  let latest = first;
  try {
    for await (const _ of wakes(call, until, () => latest.topics)) {
      latest = await read(latest.checkpoint);
      const answer = toAnswer(latest, body);
      if (answer.logs.length > 0 || answer.stop) return answer;
    }
  } catch (error) {
    if (!until.aborted) throw error;
  } finally {
    cancel();
  }
  return toAnswer({ ...latest, lines: [] }, body);
}

/** Each time that there may be more. Ends by throwing the signal's reason. */
async function* wakes(
  call: Call,
  until: AbortSignal,
  topicsNow: () => string[] | null,
): AsyncGenerator<void> {
  while (topicsNow() === null) {
    await call.ctx.clock.sleep(LOOK_MS, until);
    yield;
  }
  for await (const { topics } of call.changes.follow(until)) {
    const ours = ["*", ...(topicsNow() ?? [])];
    if (topics.length === 0 || topics.some((topic) => ours.includes(topic))) yield;
  }
}

function isWanted(line: LogLine, { system, text, functionName, replicaId }: LogsBody): boolean {
  return (
    (system || !line.system) &&
    (!text || line.text.includes(text)) &&
    (!functionName || line.functionName === functionName) &&
    (!replicaId || line.replicaId === replicaId)
  );
}

function toWire({ at, text, system: _, ...about }: LogLine) {
  return { timestamp: at.toISOString(), message: text, level: "INFO", ...about, projectId: PROJECT.id };
}
