import { wordsOf } from "#components/trpc/query-client.ts";
import { refetchIntervalOf } from "#components/trpc/refetch-policy.ts";
import type { LoadFault } from "./load-failure.tsx";

interface Read {
  error: { message: string } | null;
  /** An error of the try that is under way, before it is given up. */
  failureReason: { message: string } | null;
  dataUpdatedAt: number;
  errorUpdatedAt: number;
  fetchStatus: string;
  data: unknown;
  refetch: () => unknown;
}

/** What is wrong with a read, for the screen; null when it is well. */
export function loadFaultOf(read: Read, queryKey: readonly unknown[]): LoadFault | null {
  if (!read.error) return null;
  const interval = refetchIntervalOf({ queryKey, state: { data: read.data } });
  const idle = read.fetchStatus === "idle" && interval !== false;
  return {
    message: wordsOf(read.error),
    since: read.dataUpdatedAt > 0 ? new Date(read.dataUpdatedAt) : null,
    dataFrom: read.dataUpdatedAt > 0 ? new Date(read.dataUpdatedAt) : null,
    retryAt: idle ? new Date(read.errorUpdatedAt + interval) : null,
    onRetry: () => void read.refetch(),
  };
}
