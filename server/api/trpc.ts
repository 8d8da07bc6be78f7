import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { actorOf } from "#server/auth/caller.ts";
import type { ApiContext } from "./api-context.ts";
import { faultsOf, toApiError } from "./error-mapping.ts";

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  sse: { ping: { enabled: true, intervalMs: 3_000 }, client: { reconnectAfterInactivityMs: 10_000 } },
  errorFormatter: ({ shape, error }) => {
    const { stack: _, ...data } = shape.data;
    return { ...shape, data: { ...data, faults: faultsOf(error) } };
  },
});

export const createRouter = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Errors are mapped here and nowhere else. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const mapped = toApiError(result.error);
  if (mapped.code === "INTERNAL_SERVER_ERROR") ctx.reportBug(path, mapped.cause);
  throw mapped;
});

const requireCaller = t.middleware(({ ctx, next }) => {
  if (!ctx.caller) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { caller: ctx.caller, actor: actorOf(ctx.caller) } });
});

/** A cookie travels with requests that other sites make; their pages may not change anything with it. */
const refuseCrossSite = t.middleware(({ ctx, type, next }) => {
  if (type !== "query" && ctx.crossSite) {
    throw new TRPCError({ code: "FORBIDDEN", message: "Requests from other sites are refused." });
  }
  return next();
});

/** For whoever has signed in or holds an API key. */
export const procedure = t.procedure.use(mapErrors).use(requireCaller).use(refuseCrossSite);
