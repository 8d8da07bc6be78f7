import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { executionsRouter } from "./routers/executions.ts";
import { liveRouter } from "./routers/live.ts";
import { runnersRouter } from "./routers/runners.ts";
import { servicesRouter } from "./routers/services.ts";
import { sessionRouter } from "./routers/session.ts";
import { createCallerFactory, createRouter } from "./trpc.ts";

export const appRouter = createRouter({
  executions: executionsRouter,
  services: servicesRouter,
  runners: runnersRouter,
  live: liveRouter,
  session: sessionRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls procedures without HTTP. */
export const createCaller = createCallerFactory(appRouter);
