import type { Context } from "#server/context.ts";
import type { ChangeFeed } from "#server/live/change-feed.ts";
import type { UndeliveredStarts } from "./undelivered-starts.ts";

/** A request to the gateway, as its handlers see it. */
export interface Call {
  ctx: Context;
  changes: Pick<ChangeFeed, "follow">;
  undelivered: UndeliveredStarts;
  /** Aborted when the client or the web server goes away. */
  signal: AbortSignal;
  /** Where the client reaches the gateway; ends in `/api/v1`. */
  base: string;
  /** The parts of the path that the route names. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Throws InvalidInput when the body is no JSON. Undefined without a body. */
  json(): Promise<unknown>;
}

/** Is answered with status 204. */
export const NOTHING = Symbol("nothing");

/** Gives what is answered as JSON with status 200. */
export type Handler = (call: Call) => Promise<unknown>;

/** The value of a parameter that the route's pattern names. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no ${name}`);
  return value;
}
