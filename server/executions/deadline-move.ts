import { z } from "zod";
import { MAX_SECONDS } from "#server/domain/policy-values.ts";
import { InvalidInput } from "#server/errors.ts";

const inWords = `inSeconds must be a whole number from 1 to ${MAX_SECONDS}`;
const atWords = "at must be a time, for instance 2026-11-01T10:00:00Z";
const byWords = `bySeconds must be a whole number from -${MAX_SECONDS} to ${MAX_SECONDS}, and not 0`;

/** Where a deadline is moved to: one of them. */
export const DeadlineMoveShape = {
  inSeconds: z
    .number(inWords)
    .int(inWords)
    .min(1, inWords)
    .max(MAX_SECONDS, inWords)
    .optional()
    .describe("From now."),
  bySeconds: z
    .number(byWords)
    .int(byWords)
    .min(-MAX_SECONDS, byWords)
    .max(MAX_SECONDS, byWords)
    .refine((seconds) => seconds !== 0, byWords)
    .optional()
    .describe("From the deadline as it is; below 0 is earlier."),
  at: z.date(atWords).optional().describe("Exactly then."),
};

export interface DeadlineMove {
  inSeconds?: number | undefined;
  bySeconds?: number | undefined;
  at?: Date | undefined;
}

export function movesGiven({ inSeconds, bySeconds, at }: DeadlineMove): number {
  return [inSeconds, bySeconds, at].filter((given) => given !== undefined).length;
}

/** `before` is null for what has none: then the order is refused for that. Throws InvalidInput for the past. */
export function movedDeadline(move: DeadlineMove, before: Date | null, now: Date): Date {
  const at = wanted(move, before ?? now, now);
  return before ? checkedDeadline(at, now, move.at ? "at" : "bySeconds") : at;
}

/** The same for many, also when they are reached one after the other; null when each is moved from its own. */
export function sharedDeadline({ inSeconds, at }: DeadlineMove, now: Date): Date | null {
  if (at) return checkedDeadline(at, now, "at");
  return inSeconds === undefined ? null : new Date(now.getTime() + inSeconds * 1_000);
}

/** The same time. Throws InvalidInput for the past, and for what is too far off. */
function checkedDeadline(at: Date, now: Date, field: string): Date {
  if (at <= now) {
    const message = `the deadline would be ${at.toISOString()}, which has passed: terminate it to stop it now`;
    throw new InvalidInput([{ field, message }]);
  }
  if (at.getTime() > now.getTime() + MAX_SECONDS * 1_000) {
    throw new InvalidInput([
      { field, message: `the deadline must be within ${MAX_SECONDS} seconds from now` },
    ]);
  }
  return at;
}

function wanted({ inSeconds, bySeconds = 0, at }: DeadlineMove, before: Date, now: Date): Date {
  if (at) return at;
  if (inSeconds !== undefined) return new Date(now.getTime() + inSeconds * 1_000);
  return new Date(before.getTime() + bySeconds * 1_000);
}
