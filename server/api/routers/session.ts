import type { SessionView } from "#server/domain/session-view.ts";
import { createRouter, procedure } from "../trpc.ts";

export const sessionRouter = createRouter({
  me: procedure.query(({ ctx: { caller, actor } }): SessionView => {
    return { kind: caller.kind, actor, email: caller.kind === "person" ? caller.email : null };
  }),
  signOut: procedure.mutation(({ ctx }) => ctx.endSession()),
});
