import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { apiKeysRouter } from "./routers/api-keys.ts";
import { auditRouter } from "./routers/audit.ts";
import { bulksRouter } from "./routers/bulks.ts";
import { executionsRouter } from "./routers/executions.ts";
import { liveRouter } from "./routers/live.ts";
import { overviewRouter } from "./routers/overview.ts";
import { reasonTemplatesRouter } from "./routers/reason-templates.ts";
import { runnersRouter } from "./routers/runners.ts";
import { servicesRouter } from "./routers/services.ts";
import { sessionRouter } from "./routers/session.ts";
import { viewsRouter } from "./routers/views.ts";
import { webhooksRouter } from "./routers/webhooks.ts";
import { createCallerFactory, createRouter } from "./trpc.ts";

export const appRouter = createRouter({
  executions: executionsRouter,
  bulks: bulksRouter,
  views: viewsRouter,
  services: servicesRouter,
  overview: overviewRouter,
  runners: runnersRouter,
  audit: auditRouter,
  apiKeys: apiKeysRouter,
  reasonTemplates: reasonTemplatesRouter,
  webhooks: webhooksRouter,
  live: liveRouter,
  session: sessionRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls procedures without HTTP. */
export const createCaller = createCallerFactory(appRouter);
