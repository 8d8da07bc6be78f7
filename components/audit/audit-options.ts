import type { useTRPC } from "#components/trpc/context.ts";
import type { auditInput } from "./audit-filter.ts";

type Api = Pick<ReturnType<typeof useTRPC>, "audit">;

/** The query of the audit, for the screen and for the server that prefetches it. */
export function auditOptions(api: Api, input: ReturnType<typeof auditInput>) {
  return api.audit.list.infiniteQueryOptions(input, { getNextPageParam: ({ nextCursor }) => nextCursor });
}
