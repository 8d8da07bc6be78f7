import type { useTRPC } from "#components/trpc/context.ts";

type Api = Pick<ReturnType<typeof useTRPC>, "executions">;

/** Executions shown on a service's page. */
const RECENT = 10;

/** The newest executions of a service, for the screen and for the server that prefetches them. */
export function recentOptions(api: Api, serviceName: string) {
  return api.executions.list.queryOptions({ services: [serviceName], limit: RECENT });
}
