import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import superjson from "superjson";
import { type ServerClock, TIME_HEADER } from "#components/time/server-clock.ts";
import type { AppRouter } from "#server/api/root.ts";

const url = "/api/trpc";

/** For browsers: the address is that of the page. Each answer corrects `clock`. */
export function createApiClient(clock: ServerClock) {
  const timedFetch: typeof fetch = async (input, init) => {
    const tellTime = clock.ask();
    const response = await fetch(input, init);
    tellTime(Number(response.headers.get(TIME_HEADER)));
    return response;
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        // A 503 closes an EventSource for good; only a new one gets through once the server is back.
        true: [
          retryLink({
            retry: ({ error }) => (error.data?.httpStatus ?? 503) >= 500,
            retryDelayMs: (attempt) => Math.min(500 * 2 ** (attempt - 1), 10_000),
          }),
          httpSubscriptionLink({ url, transformer: superjson }),
        ],
        false: httpBatchLink({ url, transformer: superjson, maxURLLength: 8_000, fetch: timedFetch }),
      }),
    ],
  });
}
