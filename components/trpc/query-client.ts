import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import superjson from "superjson";
import { refetchIntervalOf } from "./refetch-policy.ts";

/** Attempts after the first, for what another attempt may heal. */
const RETRIES = 3;

/** The same settings in the browser and while a page is rendered on the server. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        refetchInterval: refetchIntervalOf,
        refetchIntervalInBackground: false,
        refetchOnReconnect: "always",
        // Without any network a server on this machine still answers.
        networkMode: "always",
        retry: (failures, error) => failures < RETRIES && isOutage(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
      },
      mutations: { retry: false, networkMode: "always" },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** True when the server could not answer, as against: it answered that this can't be done. */
export function isOutage(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500;
}

/** What to say of a request that failed: a browser's own words for "nobody answered" differ, and say little. */
export function wordsOf(error: unknown): string {
  if (error instanceof TRPCClientError && statusOf(error) === undefined) return "Curfew does not answer.";
  return error instanceof Error ? error.message : String(error);
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  return (error.data as { httpStatus?: number } | null | undefined)?.httpStatus;
}
