import type { useTRPC } from "#components/trpc/context.ts";
import { type Filters, toFilterInput } from "./filters.ts";

type Api = Pick<ReturnType<typeof useTRPC>, "executions">;

/** Rows asked for at a time. */
const PAGE = 100;

/** The query of the list, for the screen and for the server that prefetches it. */
export function listOptions(api: Api, filters: Filters, anchor: number) {
  const statuses = filters.statuses.length > 0 ? filters.statuses : undefined;
  return api.executions.list.infiniteQueryOptions(
    { ...toFilterInput(filters, anchor), statuses, limit: PAGE },
    { getNextPageParam: (page) => page.nextCursor },
  );
}
