import type { ServerClock } from "#components/time/server-clock.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import { isMissing, refetchIntervalOf } from "#components/trpc/refetch-policy.ts";
import type { LoadFault } from "./load-failure.tsx";

/** What the query library says of a read. */
export interface Read {
  /** Null again as soon as what has no data is tried anew. */
  error: { message: string } | null;
  /** How often it was given up. */
  errorUpdateCount: number;
  errorUpdatedAt: number;
  dataUpdatedAt: number;
  fetchStatus: string;
  data: unknown;
  /** True while the data is of another question. */
  isPlaceholderData: boolean;
  refetch: () => unknown;
}

export interface LastFailure {
  /** Of the newest try that was given up. */
  error: { message: string };
  /** When the first in a row was, in epoch milliseconds. */
  since: number;
}

/** What is known of failures by now; null once it was read. */
export function failureAfter(read: Read, last: LastFailure | null): LastFailure | null {
  if (read.error) {
    if (read.error === last?.error) return last;
    return { error: read.error, since: last?.since ?? read.errorUpdatedAt };
  }
  return isTriedAnew(read) ? last : null;
}

/** What is wrong with a read, for the screen; null when it is well. */
export function loadFaultOf(
  read: Read,
  last: LastFailure | null,
  queryKey: readonly unknown[],
  clock: Pick<ServerClock, "at">,
): LoadFault | null {
  const failure = failureAfter(read, last);
  const error = failure?.error;
  if (!error || (!read.error && isMissing(error))) return null;
  const interval = refetchIntervalOf({ queryKey, state: { data: read.data } });
  const idle = read.fetchStatus === "idle" && interval !== false;
  const at = (browserTime: number) => new Date(clock.at(browserTime));
  return {
    message: wordsOf(error),
    since: at(read.dataUpdatedAt > 0 ? read.dataUpdatedAt : failure.since),
    dataFrom: read.dataUpdatedAt > 0 ? at(read.dataUpdatedAt) : null,
    retryAt: idle ? at(read.errorUpdatedAt + interval) : null,
    onRetry: () => void read.refetch(),
  };
}

/** It has failed, and was never read. */
function isTriedAnew({ data, isPlaceholderData, errorUpdateCount }: Read): boolean {
  return (data === undefined || isPlaceholderData) && errorUpdateCount > 0;
}
