import type { StopRung } from "#server/domain/stop.ts";

/** What each rung proves, in one sentence. */
export const RUNG_MEANINGS: Record<StopRung, string> = {
  requested: "The row says who asked, why and when.",
  delivered: "The agent acknowledged the request.",
  seen: "User code met the request.",
  saved: "User code saved what it had.",
  exited: "The worker returned or its process ended.",
  verified: "Nothing of its processes is left.",
};
