import { z } from "zod";
import type { Context } from "#server/context.ts";
import { readServiceLog, type ServiceLogPosition } from "#server/executions/read-service-log.ts";
import { fault } from "./filter.ts";
import type { ReadLog } from "./log-source.ts";

/** What several hosts print arrives in its order within this time. */
const SETTLED_MS = 2_000;

export interface ServiceLogWish {
  serviceId: string;
  start: Date;
  /** Null: until now, and on. */
  end: Date | null;
  follow: boolean;
}

/** The output of all executions of a service, by time. While it is followed the newest is held back until it is in order. */
export function serviceLog(ctx: Context, { serviceId, start, end, follow }: ServiceLogWish): ReadLog {
  return async (checkpoint) => {
    const after = checkpoint === null ? null : readPosition(checkpoint);
    const now = ctx.clock.now().getTime();
    const until = end ?? new Date(follow ? now - SETTLED_MS : now + SETTLED_MS);
    const { lines, last } = await readServiceLog(ctx, { serviceId, from: start, until, after });
    return {
      lines: lines.map(({ stream, ...line }) => ({
        ...line,
        serviceId,
        system: stream === "curfew" || stream === "replica",
      })),
      checkpoint: last ? writePosition(last) : (checkpoint ?? ""),
      over: last === null && (!follow || (end !== null && end.getTime() < now - SETTLED_MS)),
      topics: null,
    };
  };
}

function writePosition({ at, executionId, attempt, firstLine }: ServiceLogPosition): string {
  return [at.getTime(), executionId, attempt, firstLine].join(".");
}

/** Null for the empty one, which stands for the beginning. */
function readPosition(checkpoint: string): ServiceLogPosition | null {
  if (checkpoint === "") return null;
  const [at, executionId = "", attempt, firstLine] = checkpoint.split(".");
  const numbers = [at, attempt, firstLine].map((text) =>
    /^\d{1,15}$/.test(text ?? "") ? Number(text) : null,
  );
  const [time, tries, line] = numbers;
  if (time == null || tries == null || line == null || !z.uuid().safeParse(executionId).success) {
    throw fault("checkpoint", "must be the one of an answer");
  }
  return { at: new Date(time), executionId, attempt: tries, firstLine: line };
}
