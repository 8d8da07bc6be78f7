import type { useTRPC } from "#components/trpc/context.ts";

type Api = Pick<ReturnType<typeof useTRPC>, "executions">;

/** Rows asked for at a time. */
export const PAGE = 100;

/** The query of the list, for the screen and for the server that prefetches it. */
export function listOptions(api: Api, where: string) {
  return api.executions.list.infiniteQueryOptions(
    { ...whereInput(where), limit: PAGE },
    { getNextPageParam: (page) => page.nextCursor },
  );
}

export function whereInput(where: string) {
  return where === "" ? {} : { where };
}
