import { dehydrate, type FetchQueryOptions, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { createQueryClient } from "#components/trpc/query-client.ts";
import { pageApiContext } from "#server/api/page-context.ts";
import { type AppRouter, appRouter } from "#server/api/root.ts";

type Api = ReturnType<typeof createTRPCOptionsProxy<AppRouter>>;
// biome-ignore lint/suspicious/noExplicitAny: the options of any query, as tRPC made them
type AnyQueryOptions = any;

/**
 * Reads queries on the server, so that the page arrives with its data. What fails here is read again, and shown as
 * failed, by the browser. `queries` gets the same options proxy as `useTRPC()` gives.
 */
export async function Prefetch(props: { queries: (api: Api) => AnyQueryOptions[]; children: ReactNode }) {
  const queryClient = createQueryClient();
  const api = createTRPCOptionsProxy({ ctx: pageApiContext, router: appRouter, queryClient });
  await Promise.all(
    props
      .queries(api)
      .map((options) =>
        "initialPageParam" in options
          ? queryClient.prefetchInfiniteQuery(options)
          : queryClient.prefetchQuery(options as FetchQueryOptions),
      ),
  );
  return <HydrationBoundary state={dehydrate(queryClient)}>{props.children}</HydrationBoundary>;
}
